import { PendingBytes } from './pending-bytes.ts';
import { INCOMPLETE } from './wire/scan-fields.ts';
import { RequestHead, scanRequest } from './wire/scan-request.ts';

/** What becomes of the heads that are read. */
export interface HeadTarget {
  /** Whether a request may begin; not while another one is being read or answered, nor after the last one. */
  readonly takesHeads: boolean;
  /**
   * Takes a head that was scanned, and what follows it up to `end`; returns where the request ends in it. The head is only there
   * until this returns.
   */
  onHead(bytes: Buffer, head: RequestHead, headEnd: number, end: number): number;
  /** What came is no head; nothing is read any more. */
  onHeadProblem(problem: number): void;
}

/** The head that is being read; it is used up before the next one is scanned. */
const head = new RequestHead();

/**
 * Reads the heads of one client's requests, whatever pieces they come in. Invariants: bytes are either given to the target once, in
 * their order, or kept; a request is begun only when the target takes one.
 */
export class HeadReader {
  readonly #target: HeadTarget;
  readonly #pending = new PendingBytes();
  #isReading = false;

  constructor(target: HeadTarget) {
    this.#target = target;
  }

  /** Bytes that wait: the beginning of a head, or requests that came before their turn. */
  get pendingLength(): number {
    return this.#pending.length;
  }

  /** Whether the target is being called from here, which goes on by itself when it returns. */
  get isReading(): boolean {
    return this.#isReading;
  }

  /** Takes in what was read. */
  read(bytes: Buffer, from: number, to: number): void {
    if (this.#pending.length === 0) {
      this.#scan(bytes, from, to, false);
      return;
    }
    this.#pending.add(bytes, from, to);
    if (this.#pending.isWorthScanning()) this.goOn();
  }

  /** Keeps what came before its turn. */
  keep(bytes: Buffer, from: number, to: number): void {
    this.#pending.add(bytes, from, to);
  }

  /** Reads on in what was kept. */
  goOn(): void {
    const bytes = this.#pending.take();
    this.#scan(bytes, 0, bytes.length, true);
  }

  /** Gives what was kept to somebody else. */
  take(): Buffer {
    return this.#pending.take();
  }

  #scan(bytes: Buffer, from: number, end: number, isOwn: boolean): void {
    let at = from;
    this.#isReading = true;
    while (at < end && this.#target.takesHeads) {
      const headEnd = scanRequest(bytes, at, end, head);
      if (headEnd === INCOMPLETE) break;
      if (headEnd < INCOMPLETE) {
        this.#target.onHeadProblem(headEnd);
        at = end;
      } else {
        at = this.#target.onHead(bytes, head, headEnd, end);
      }
    }
    this.#isReading = false;
    if (isOwn) this.#pending.putBack(bytes.subarray(at, end));
    else this.#pending.add(bytes, at, end);
  }
}
