import type { Backend } from '../backends/backend.ts';
import type { BackendPool, Lease } from '../backends/pool.ts';
import type { Router } from '../backends/route.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../monitor/log.ts';
import type { BodySink, BodySource } from './body-source.ts';
import { type ClientError, errorResponse, UpstreamError, unavailable } from './errors.ts';
import type { ProxyResponse } from './exchange.ts';
import { findInHead } from './find-in-head.ts';
import { isSafeToRetry, type RetryBudget, type RetryLimits, tryTimeoutMs } from './retry.ts';
import type { Sweeper } from './transport/sweeper.ts';
import type { UpstreamConnection } from './transport/upstream-connection.ts';
import type { UpstreamSockets } from './transport/upstream-sockets.ts';
import type { ArrivedResponse, LossKind, UpstreamUser } from './transport/upstream-user.ts';
import { writeBytes } from './transport/write-bytes.ts';
import type { ResponseHead } from './wire/scan-response.ts';

/** What forwarding requests takes; one for the life of a proxy. */
export interface ForwardContext {
  readonly pool: BackendPool;
  readonly route: Router;
  readonly sockets: UpstreamSockets;
  readonly sweeper: Sweeper;
  readonly budget: RetryBudget;
  readonly retries: RetryLimits;
  readonly clock: Clock;
  readonly log: Log;
  /** How long the head of the answer may take, over all tries; 0 is for ever. */
  readonly requestTimeoutMs: number;
}

/** A request as it goes out. */
export interface OutgoingRequest {
  readonly method: string;
  readonly target: string;
  readonly clientAddress: string;
  readonly sessionBackendId: string | undefined;
  /** Request line, header lines and the empty line, one character a byte. */
  readonly head: string;
  readonly body: BodySource | null;
  /** Whether the head asks to switch protocols; a backend that switches unasked is at fault. */
  readonly mayUpgrade: boolean;
}

/** Who gets the answer. One of `onResponse`, `onSwitch` and `onNoAnswer` is called once, unless the forwarding is stopped. */
export interface AnswerReceiver {
  onInformational(bytes: Buffer, head: ResponseHead, headEnd: number): void;
  onResponse(backendId: string, response: ArrivedResponse): void;
  onBody(bytes: Buffer, start: number, end: number, isDone: boolean): void;
  onSwitch(backendId: string, bytes: Buffer, head: ResponseHead, headEnd: number): void;
  /** No backend has answered; the runtime does. */
  onNoAnswer(response: ProxyResponse): void;
  /** The answer has broken off. */
  onCut(error: Error): void;
  /** What was written of a tunnel has gone out. */
  onUpstreamDrain(): void;
}

/** What an attempt is doing. */
type State =
  | { readonly kind: 'choosing' }
  | { readonly kind: 'connecting'; readonly backend: Backend; readonly lease: Lease }
  | {
      readonly kind: 'asked';
      readonly backend: Backend;
      readonly lease: Lease;
      readonly connection: UpstreamConnection;
    }
  | { readonly kind: 'answering'; readonly lease: Lease; readonly connection: UpstreamConnection }
  /** Both sides speak another protocol; the backend is held until its connection closes. */
  | { readonly kind: 'tunnel'; readonly lease: Lease; readonly connection: UpstreamConnection }
  | { readonly kind: 'over' };

const CHOOSING: State = { kind: 'choosing' };
const OVER: State = { kind: 'over' };
const NONE: ReadonlySet<string> = new Set();

/**
 * Has one request answered: chooses a backend, writes the request, passes the answer on, and tries another backend where that is
 * safe. Invariants: at any time at most one backend has the request, and its lease is held from before the first byte is sent
 * until the last byte of the answer has come; nothing is retried once any of the answer, or of a body, has passed through.
 */
export class Forwarding implements UpstreamUser, BodySink {
  readonly #context: ForwardContext;
  readonly #request: OutgoingRequest;
  readonly #receiver: AnswerReceiver;
  #state: State = CHOOSING;
  #tries = 0;
  #tried: Set<string> | undefined;
  #deadlineMs = Number.POSITIVE_INFINITY;

  constructor(context: ForwardContext, request: OutgoingRequest, receiver: AnswerReceiver) {
    this.#context = context;
    this.#request = request;
    this.#receiver = receiver;
  }

  /** Sends the request on its way. The receiver may be called before this returns. */
  start(): void {
    const { budget, requestTimeoutMs, sweeper } = this.#context;
    budget.earn();
    if (requestTimeoutMs > 0) this.#deadlineMs = sweeper.after(requestTimeoutMs);
    const backend = this.#route(NONE);
    if (backend === undefined) this.#giveUp(unavailable('no instance is ready'));
    else this.#attempt(backend);
  }

  /** Nobody wants the answer any more: cuts what is under way. */
  stop(): void {
    const state = this.#state;
    this.#state = OVER;
    if (state.kind === 'choosing' || state.kind === 'over') return;
    state.lease.release();
    if (state.kind !== 'connecting') state.connection.abandon();
  }

  /** The receiver of the answer can take no more for now. */
  pause(): void {
    if (hasAnswer(this.#state)) this.#state.connection.socket.pause();
  }

  resume(): void {
    if (hasAnswer(this.#state)) this.#state.connection.socket.resume();
  }

  /** Passes bytes into the tunnel; false where it can take no more for now. */
  writeTunnel(bytes: Buffer, start: number, end: number): boolean {
    return this.#state.kind === 'tunnel' && writeBytes(this.#state.connection.socket, '', bytes, start, end);
  }

  /** The client's side of the tunnel is done. */
  endTunnel(): void {
    if (this.#state.kind === 'tunnel') this.#state.connection.socket.end();
  }

  onConnected(connection: UpstreamConnection): void {
    const state = this.#state;
    if (state.kind !== 'connecting') {
      connection.abandon();
      return;
    }
    const { method, head, body } = this.#request;
    this.#state = { kind: 'asked', backend: state.backend, lease: state.lease, connection };
    connection.begin(this, method === 'HEAD', this.#tryDeadlineMs());
    if (body === null) {
      connection.requestSent();
      connection.socket.write(head, 'latin1');
    } else {
      connection.socket.write(head + body.takeFirst(), 'latin1');
      body.start(this);
    }
  }

  onBodyBytes(bytes: Buffer, start: number, end: number): void {
    const state = this.#state;
    if (state.kind !== 'asked' && state.kind !== 'answering') return;
    if (!writeBytes(state.connection.socket, '', bytes, start, end)) this.#request.body?.pause();
  }

  onBodyEnd(): void {
    const state = this.#state;
    if (state.kind === 'asked' || state.kind === 'answering') state.connection.requestSent();
  }

  onBodyError(error: ClientError): void {
    const state = this.#state;
    this.stop();
    if (state.kind === 'asked') this.#receiver.onNoAnswer(errorResponse(error));
    else if (state.kind === 'answering') this.#receiver.onCut(error);
  }

  onDrain(): void {
    this.#request.body?.resume();
    this.#receiver.onUpstreamDrain();
  }

  onInformational(bytes: Buffer, head: ResponseHead, headEnd: number): void {
    this.#receiver.onInformational(bytes, head, headEnd);
  }

  onResponse(response: ArrivedResponse): void {
    const state = this.#state;
    if (state.kind !== 'asked') return;
    const { backend, lease, connection } = state;
    lease.answered(response.head.status);
    this.#state = response.isDone ? OVER : { kind: 'answering', lease, connection };
    if (response.isDone) lease.release();
    this.#receiver.onResponse(backend.id, response);
  }

  onBody(bytes: Buffer, start: number, end: number, isDone: boolean): void {
    const state = this.#state;
    if (!hasAnswer(state)) return;
    if (isDone && state.kind === 'answering') {
      this.#state = OVER;
      state.lease.release();
    }
    this.#receiver.onBody(bytes, start, end, isDone);
  }

  onSwitch(bytes: Buffer, head: ResponseHead, headEnd: number): void {
    const state = this.#state;
    if (state.kind !== 'asked') return;
    const { backend, lease, connection } = state;
    if (!this.#request.mayUpgrade) {
      connection.abandon();
      this.onLost('broken', 'it switched protocols unasked');
      return;
    }
    lease.answered(head.status);
    this.#state = { kind: 'tunnel', lease, connection };
    this.#receiver.onSwitch(backend.id, bytes, head, headEnd);
  }

  onLost(kind: LossKind, reason: string): void {
    const state = this.#state;
    switch (state.kind) {
      case 'choosing':
      case 'over':
        return;
      case 'answering':
      case 'tunnel':
        this.#state = OVER;
        state.lease.release();
        this.#receiver.onCut(new UpstreamError('broken', reason));
        return;
      case 'connecting':
      case 'asked':
        this.#failed(state.backend, state.lease, kind, reason);
        return;
    }
  }

  #route(tried: ReadonlySet<string>): Backend | undefined {
    const { clientAddress, sessionBackendId, target, head } = this.#request;
    const field = (name: string): string | undefined => findInHead(head, name);
    return this.#context.route({ clientAddress, sessionBackendId, tried, target, field });
  }

  /** When the instance that is asked now must have begun to answer. */
  #tryDeadlineMs(): number {
    const { retries, sweeper } = this.#context;
    const timeoutMs = tryTimeoutMs(this.#request.method, retries);
    return timeoutMs === 0 ? this.#deadlineMs : Math.min(this.#deadlineMs, sweeper.after(timeoutMs));
  }

  #attempt(backend: Backend): void {
    const lease = this.#context.pool.lease(backend.id);
    this.#tries += 1;
    if (lease === undefined) {
      this.#retry(backend, new UpstreamError('refused', `${backend.id} has left`));
      return;
    }
    this.#state = { kind: 'connecting', backend, lease };
    const { id, host, port } = backend.instance;
    this.#context.sockets.acquire({ id, host, port }, this);
  }

  #failed(backend: Backend, lease: Lease, kind: LossKind, reason: string): void {
    const { id } = backend;
    const error = new UpstreamError(kind, kind === 'late' ? `${id} ${reason}` : `${id}: ${reason}`);
    this.#state = CHOOSING;
    lease.release();
    lease.failed({ kind, detail: error.message });
    this.#retry(backend, error);
  }

  /** Tries another backend; the same one only after a connection that broke, which a new connection may cure. */
  #retry(backend: Backend, error: UpstreamError): void {
    const { budget, log, retries, sweeper } = this.#context;
    const { method, body, target } = this.#request;
    this.#tried ??= new Set();
    this.#tried.add(backend.id);
    const isSafe = isSafeToRetry({ method, isTouched: body?.isTouched === true }, error.kind, this.#tries, retries);
    const hasTime = sweeper.nowMs < this.#deadlineMs;
    const mayRetry = isSafe && hasTime && (error.kind === 'refused' || budget.spend());
    const next = mayRetry
      ? (this.#route(this.#tried) ?? (error.kind === 'broken' ? this.#route(NONE) : undefined))
      : undefined;
    if (next === undefined) {
      this.#giveUp(errorResponse(error));
      return;
    }
    log.debug('A request is tried again.', { failure: error.message, next: next.id, target });
    this.#attempt(next);
  }

  #giveUp(response: ProxyResponse): void {
    this.#state = OVER;
    this.#receiver.onNoAnswer(response);
  }
}

function hasAnswer(state: State): state is Extract<State, { readonly kind: 'answering' | 'tunnel' }> {
  return state.kind === 'answering' || state.kind === 'tunnel';
}
