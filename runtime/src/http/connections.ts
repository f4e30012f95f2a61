import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** Time without any request after which a closing server takes an open connection for idle. */
const QUIET_MS = 100;

/** Time in which a connection that has been ended must have sent its last bytes. */
const LINGER_MS = 500;

/** The client connections of a server and what is going on on each of them. */
export class Connections {
  readonly #accepted = new Set<Socket>();
  readonly #active = new Map<Duplex, Set<() => void>>();
  #onQuiet: (() => void) | undefined;

  /** Takes note of a TCP connection, on which TLS may yet have to be agreed. */
  accept(socket: Socket): void {
    this.#accepted.add(socket);
    socket.once('close', () => this.#accepted.delete(socket));
  }

  /** Follows a connection that is open for requests until it closes. */
  add(socket: Socket): void {
    this.#active.set(socket, new Set());
    socket.once('close', () => {
      const lost = this.#active.get(socket);
      this.#active.delete(socket);
      for (const onLost of lost ?? []) onLost();
      this.#check();
    });
  }

  /** Something that must finish has begun on a connection. `onLost` is called where it closes before; returns how to end it. */
  begin(socket: Duplex, onLost: () => void): () => void {
    const activities = this.#active.get(socket);
    activities?.add(onLost);
    return () => {
      activities?.delete(onLost);
      this.#check();
    };
  }

  /** Whether the connection is open for requests and has no unfinished business. */
  isIdle(socket: Duplex): boolean {
    return this.#active.get(socket)?.size === 0;
  }

  /**
   * Waits until nothing is going on, a little longer for requests that are on their way on idle connections,
   * then closes those. After `timeoutMs` all are cut, whatever is going on.
   */
  async finish(timeoutMs: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const deadline = setTimeout(resolve, timeoutMs);
    let quiet: NodeJS.Timeout | undefined;
    this.#onQuiet = () => {
      clearTimeout(quiet);
      if (this.#active.size === 0) resolve();
      else if ([...this.#active.keys()].every((socket) => this.isIdle(socket))) quiet = setTimeout(resolve, QUIET_MS);
    };
    this.#check();
    await promise;
    clearTimeout(deadline);
    clearTimeout(quiet);
    this.#onQuiet = undefined;
    for (const socket of this.#active.keys()) closeNow(socket, this.isIdle(socket));
    setTimeout(() => {
      for (const socket of this.#accepted) socket.destroy();
    }, LINGER_MS).unref();
  }

  #check(): void {
    this.#onQuiet?.();
  }
}

function closeNow(socket: Duplex, isIdle: boolean): void {
  if (isIdle && socket instanceof Socket) socket.destroySoon();
  else socket.destroy();
}
