/** Something that happens at a time. */
export interface TimedEvent {
  readonly atMs: number;
}

/** Events in the order of their times: a binary heap. */
export class EventHeap<E extends TimedEvent> {
  readonly #events: E[] = [];

  push(event: E): void {
    const events = this.#events;
    let place = events.length;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = events[above];
      if (parent === undefined || parent.atMs <= event.atMs) break;
      events[place] = parent;
      place = above;
    }
    events[place] = event;
  }

  /** Takes the earliest event out; undefined where there is none. */
  pop(): E | undefined {
    const [first] = this.#events;
    const last = this.#events.pop();
    if (last !== undefined && last !== first) this.#sink(last);
    return first;
  }

  #sink(event: E): void {
    const events = this.#events;
    let place = 0;
    for (;;) {
      let below = 2 * place + 1;
      let child = events[below];
      const right = events[below + 1];
      if (right !== undefined && child !== undefined && right.atMs < child.atMs) {
        below += 1;
        child = right;
      }
      if (child === undefined || child.atMs >= event.atMs) break;
      events[place] = child;
      place = below;
    }
    events[place] = event;
  }
}
