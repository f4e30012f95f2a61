/** What a list needs of its members: they carry the links themselves, so that being in a list costs no second object. */
export interface Linked<Node> {
  readonly bytes: number;
  newer: Node | null;
  older: Node | null;
}

/** A doubly linked list in order of arrival, which knows its length and the bytes of its members. A node is in one list at most. */
export class LinkedList<Node extends Linked<Node>> {
  newest: Node | null = null;
  oldest: Node | null = null;
  count = 0;
  bytes = 0;

  /** Puts a node that is in no list in front of the newest. */
  add(node: Node): void {
    this.count += 1;
    this.bytes += node.bytes;
    const second = this.newest;
    node.newer = null;
    node.older = second;
    if (second === null) this.oldest = node;
    else second.newer = node;
    this.newest = node;
  }

  /** Takes a member out. */
  remove(node: Node): void {
    this.count -= 1;
    this.bytes -= node.bytes;
    const { newer, older } = node;
    if (newer === null) this.newest = older;
    else newer.older = older;
    if (older === null) this.oldest = newer;
    else older.newer = newer;
  }

  /** Makes a member the newest. */
  refresh(node: Node): void {
    const { newer, older } = node;
    const second = this.newest;
    if (newer === null || second === null) return;
    newer.older = older;
    if (older === null) this.oldest = newer;
    else older.newer = newer;
    node.newer = null;
    node.older = second;
    second.newer = node;
    this.newest = node;
  }
}
