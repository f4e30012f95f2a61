import type { NodeKind } from './node-kind.ts';

/** The columns of the nodes of a tree, in the order in which the nodes start (a parent before its children). */
export interface NodeColumns {
  readonly kinds: Uint8Array;
  /** The index of each node's first token. */
  readonly firstTokens: Uint32Array;
  /** The index after each node's last token. */
  readonly endTokens: Uint32Array;
  /** The index after each node's last descendant. */
  readonly endNodes: Uint32Array;
}

/** The most nodes that a builder keeps room for between two texts. */
const KEPT_CAPACITY = 1 << 18;

/** The nodes of a tree while it is parsed. */
export class TreeBuilder {
  private kinds = new Uint8Array(256);
  private firstTokens = new Uint32Array(256);
  private endTokens = new Uint32Array(256);
  private endNodes = new Uint32Array(256);
  /** Where the last closed node ends: a node without tokens may lie behind the trivia after its parent's last token. */
  reached = 0;
  count = 0;

  /** Forgets everything, and makes room for about as many nodes as tell. */
  reset(expected: number): void {
    this.count = 0;
    this.reached = 0;
    const capacity = expected + 256;
    if (capacity > this.kinds.length || this.kinds.length > Math.max(capacity, KEPT_CAPACITY)) this.allocate(capacity);
  }

  /** Starts a node at a token; whatever is started until it is closed is inside it. */
  open(kind: NodeKind, firstToken: number): number {
    if (this.count === this.kinds.length) this.grow();
    const node = this.count++;
    this.kinds[node] = kind;
    this.firstTokens[node] = firstToken;
    return node;
  }

  /** Ends a node after its last token. */
  close(node: number, endToken: number): void {
    const firstToken = this.firstTokens[node] ?? 0;
    if (firstToken > this.reached) this.reached = firstToken;
    if (endToken > this.reached) this.reached = endToken;
    this.endTokens[node] = this.reached;
    this.endNodes[node] = this.count;
  }

  /** Makes a node without children. */
  leaf(kind: NodeKind, firstToken: number, endToken: number): void {
    this.close(this.open(kind, firstToken), endToken);
  }

  /** Starts a node around everything that was made since `node` started; that everything is closed already. */
  wrap(node: number, kind: NodeKind): number {
    if (this.count === this.kinds.length) this.grow();
    for (const column of [this.kinds, this.firstTokens, this.endTokens, this.endNodes]) {
      column.copyWithin(node + 1, node, this.count);
    }
    this.count++;
    for (let index = node + 1; index < this.count; index++) this.endNodes[index] = (this.endNodes[index] ?? 0) + 1;
    this.kinds[node] = kind;
    return node;
  }

  /** Forgets all nodes after the first `count`, when they reached to the token `reached`. */
  truncate(count: number, reached: number): void {
    this.count = count;
    this.reached = reached;
  }

  /** Changes what a node is, once more of it is known. */
  become(node: number, kind: NodeKind): void {
    this.kinds[node] = kind;
  }

  /** The nodes, copied to columns of just their size. */
  finish(): NodeColumns {
    return {
      kinds: this.kinds.slice(0, this.count),
      firstTokens: this.firstTokens.slice(0, this.count),
      endTokens: this.endTokens.slice(0, this.count),
      endNodes: this.endNodes.slice(0, this.count),
    };
  }

  private grow(): void {
    const { kinds, firstTokens, endTokens, endNodes } = this;
    this.allocate(2 * kinds.length);
    this.kinds.set(kinds);
    this.firstTokens.set(firstTokens);
    this.endTokens.set(endTokens);
    this.endNodes.set(endNodes);
  }

  private allocate(capacity: number): void {
    this.kinds = new Uint8Array(capacity);
    this.firstTokens = new Uint32Array(capacity);
    this.endTokens = new Uint32Array(capacity);
    this.endNodes = new Uint32Array(capacity);
  }
}
