import type { Clock } from '../clock.ts';
import type { RequestObserver } from '../monitor/observation.ts';
import type { ProxyResponse, ResponseSource } from './exchange.ts';

/** Where the end of a request is told. */
export interface ProgressContext {
  readonly clock: Clock;
  readonly observe: RequestObserver;
}

/** What is gathered about a request while it is served, and told once at its end. */
export class Progress {
  readonly #startedAtMs: number;
  readonly #method: string;
  readonly #target: string;
  #isOver = false;
  /** The peer; where a trusted one has said who the client is, that. */
  clientAddress: string;
  /** 0 before there is an answer. */
  status = 0;
  bytesSent = 0;
  backendId: string | null = null;
  cache: ResponseSource['cache'] = 'bypass';
  failure: string | null = null;

  constructor(startedAtMs: number, method: string, target: string, peer: string) {
    this.#startedAtMs = startedAtMs;
    this.#method = method;
    this.#target = target;
    this.clientAddress = peer;
  }

  /** Takes note of the answer that is given. */
  answeredBy({ status, source, failure }: ProxyResponse): void {
    this.status = status;
    this.backendId = source.backendId;
    this.cache = source.cache;
    this.failure = failure ?? null;
  }

  /** Tells the observer, once; `clientLeft` where the answer did not go out whole because nobody was there to take it. */
  end({ clock, observe }: ProgressContext, clientLeft: boolean): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const atMs = clock.nowMs();
    const isAbandoned = clientLeft && (this.failure === null || this.status === 499);
    observe({
      atMs,
      method: this.#method,
      target: this.#target,
      clientAddress: this.clientAddress,
      status: isAbandoned || this.status === 0 ? 499 : this.status,
      durationMs: atMs - this.#startedAtMs,
      bytesSent: this.bytesSent,
      backendId: this.backendId,
      cache: this.cache,
      failure: isAbandoned ? 'the client went away' : this.failure,
    });
  }
}
