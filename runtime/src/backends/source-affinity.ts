import type { Clock } from '../clock.ts';

/** Clients remembered at a time; the one that was seen longest ago gives way. */
const MAX_CLIENTS = 100_000;

/** Which backend each client address was last served by, for affinity without cookies. */
export class SourceAffinity {
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  readonly #clients = new Map<string, { readonly backendId: string; readonly seenAtMs: number }>();

  /** `timeoutMs` is how long a client may be away; 0 is without end. */
  constructor(timeoutMs: number, clock: Clock) {
    this.#timeoutMs = timeoutMs;
    this.#clock = clock;
  }

  /** The backend that served this client last; undefined where that is forgotten. */
  find(clientAddress: string): string | undefined {
    const client = this.#clients.get(clientAddress);
    if (client === undefined) return undefined;
    const expired = this.#timeoutMs > 0 && this.#clock.nowMs() - client.seenAtMs > this.#timeoutMs;
    return expired ? undefined : client.backendId;
  }

  /** Remembers who serves this client. */
  remember(clientAddress: string, backendId: string): void {
    this.#clients.delete(clientAddress);
    this.#clients.set(clientAddress, { backendId, seenAtMs: this.#clock.nowMs() });
    if (this.#clients.size <= MAX_CLIENTS) return;
    const eldest = this.#clients.keys().next();
    if (!eldest.done) this.#clients.delete(eldest.value);
  }
}
