import type { Socket } from 'node:net';
import { BodyFollower } from '../wire/body-follower.ts';
import { type BodyFraming, responseFraming } from '../wire/body-framing.ts';
import { hasConnectionOption } from '../wire/kept-lines.ts';
import { INCOMPLETE } from '../wire/scan-fields.ts';
import { ResponseHead, scanResponse } from '../wire/scan-response.ts';
import { connectSocket } from './read-socket.ts';
import type { Deadlined, Sweeper } from './sweeper.ts';
import type { LossKind, UpstreamUser } from './upstream-user.ts';

/** A connection that takes longer counts as refused. */
const CONNECT_TIMEOUT_MS = 2_000;
/** How long an unused connection is kept: less than the five seconds after which many servers close one. */
const IDLE_MS = 4_000;

/** What the connection itself is doing; `user` has the request that it is busy with. */
type State =
  | { readonly kind: 'connecting'; readonly user: UpstreamUser }
  | { readonly kind: 'idle' }
  | { readonly kind: 'head'; readonly user: UpstreamUser }
  | { readonly kind: 'body'; readonly user: UpstreamUser; readonly framing: BodyFraming; readonly body: BodyFollower }
  | { readonly kind: 'tunnel'; readonly user: UpstreamUser }
  | { readonly kind: 'closed' };

const IDLE: State = { kind: 'idle' };
const CLOSED: State = { kind: 'closed' };

/** The head that is being read; a read is over before the next one begins. */
const head = new ResponseHead();

/**
 * One connection to a backend. Invariants: it has at most one request at a time; a response is passed on only as far as it has been
 * checked; it is used again only where request and response have both come to their ends and not a byte followed; its user hears
 * either the end of the response or of its loss, once.
 */
export class UpstreamConnection implements Deadlined {
  deadlineMs: number;
  readonly socket: Socket;
  readonly #sweeper: Sweeper;
  readonly #onIdle: (connection: UpstreamConnection) => void;
  readonly #onGone: (connection: UpstreamConnection) => void;
  #state: State;
  #pending: Buffer | undefined;
  #isHead = false;
  #isKept = false;
  #isSent = false;

  constructor(
    host: string,
    port: number,
    user: UpstreamUser,
    options: {
      readonly sweeper: Sweeper;
      readonly onIdle: (connection: UpstreamConnection) => void;
      readonly onGone: (connection: UpstreamConnection) => void;
    },
  ) {
    this.#sweeper = options.sweeper;
    this.#onIdle = options.onIdle;
    this.#onGone = options.onGone;
    this.#state = { kind: 'connecting', user };
    this.#sweeper.add(this);
    this.deadlineMs = this.#sweeper.after(CONNECT_TIMEOUT_MS);
    this.socket = connectSocket(host, port, this, () => this.#connected());
  }

  /** Takes the connection for a request; `isHead` where it is a HEAD, whose response has no body. */
  begin(user: UpstreamUser, isHead: boolean, deadlineMs: number): void {
    this.#state = { kind: 'head', user };
    this.#isHead = isHead;
    this.#isSent = false;
    this.deadlineMs = deadlineMs;
  }

  /** The last byte of the request has been written. */
  requestSent(): void {
    this.#isSent = true;
  }

  /** Ends the connection without another word to its user, who has no more use for it. */
  abandon(): void {
    if (this.#state.kind === 'closed') return;
    this.#state = CLOSED;
    this.#sweeper.remove(this);
    this.socket.destroy();
    this.#onGone(this);
  }

  onDeadline(): void {
    switch (this.#state.kind) {
      case 'connecting':
        this.#lose('refused', 'the connection took too long');
        return;
      case 'idle':
        this.abandon();
        return;
      default:
        this.#lose('late', 'did not answer in time');
        return;
    }
  }

  onDrain(): void {
    if ('user' in this.#state) this.#state.user.onDrain();
  }

  onEnd(): void {
    const state = this.#state;
    if (state.kind === 'body' && state.framing.kind === 'close') {
      this.#state = CLOSED;
      this.#retire();
      state.user.onBody(EMPTY, 0, 0, true);
    } else if (state.kind === 'tunnel') {
      state.user.onBody(EMPTY, 0, 0, true);
    } else {
      this.#lose('broken', 'the connection was closed');
    }
  }

  onClose(error: Error | undefined): void {
    const kind = this.#state.kind === 'connecting' ? 'refused' : 'broken';
    this.#lose(kind, error?.message ?? 'the connection was closed');
  }

  onBytes(bytes: Buffer, length: number): void {
    const state = this.#state;
    switch (state.kind) {
      case 'head':
        this.#readHead(state.user, bytes, length);
        return;
      case 'body':
        this.#readBody(state.user, state.body, bytes, length);
        return;
      case 'tunnel':
        state.user.onBody(bytes, 0, length, false);
        return;
      case 'connecting':
      case 'idle':
        // Nobody has asked for anything: what comes belongs to no request.
        this.abandon();
        return;
      case 'closed':
        return;
    }
  }

  #connected(): void {
    if (this.#state.kind === 'connecting') this.#state.user.onConnected(this);
  }

  #readHead(user: UpstreamUser, read: Buffer, length: number): void {
    const pending = this.#pending;
    const bytes = pending === undefined ? read : Buffer.concat([pending, read.subarray(0, length)]);
    const end = pending === undefined ? length : bytes.length;
    this.#pending = undefined;
    let start = 0;
    for (;;) {
      const headEnd = scanResponse(bytes, start, end, head);
      if (headEnd === INCOMPLETE) {
        this.#pending = Buffer.from(bytes.subarray(start, end));
        return;
      }
      if (headEnd < INCOMPLETE) {
        this.#lose('broken', 'its answer is not HTTP');
        return;
      }
      if (head.status >= 200) {
        this.#beginBody(user, bytes, headEnd, end);
        return;
      }
      if (head.status === 101) {
        this.#switch(user, bytes, headEnd, end);
        return;
      }
      if (head.status > 101) user.onInformational(bytes, head, headEnd);
      start = headEnd;
    }
  }

  #switch(user: UpstreamUser, bytes: Buffer, headEnd: number, end: number): void {
    this.#state = { kind: 'tunnel', user };
    this.deadlineMs = Number.POSITIVE_INFINITY;
    user.onSwitch(bytes, head, headEnd);
    if (this.#state.kind === 'tunnel' && headEnd < end) user.onBody(bytes, headEnd, end, false);
  }

  #beginBody(user: UpstreamUser, bytes: Buffer, headEnd: number, end: number): void {
    const framing = responseFraming(bytes, head.fields, head.minorVersion, head.status, this.#isHead);
    if (framing.kind === 'problem') {
      this.#lose('broken', `its answer is not accepted: ${framing.reason}`);
      return;
    }
    this.deadlineMs = Number.POSITIVE_INFINITY;
    const body = new BodyFollower(framing);
    this.#isKept = head.minorVersion === 1 && !hasConnectionOption(bytes, head.fields, 'close');
    const bodyEnd = body.advance(bytes, headEnd, end);
    if (bodyEnd === -1) {
      this.#lose('broken', 'the chunks of its answer are malformed');
      return;
    }
    const isDone = body.isComplete;
    if (isDone) this.#finish(bodyEnd < end);
    else this.#state = { kind: 'body', user, framing, body };
    user.onResponse({ bytes, head, headEnd, framing, bodyEnd, isDone });
  }

  #readBody(user: UpstreamUser, body: BodyFollower, bytes: Buffer, length: number): void {
    const bodyEnd = body.advance(bytes, 0, length);
    if (bodyEnd === -1) {
      this.#lose('broken', 'the chunks of its answer are malformed');
      return;
    }
    const isDone = body.isComplete;
    if (isDone) this.#finish(bodyEnd < length);
    user.onBody(bytes, 0, bodyEnd, isDone);
  }

  /** The response has come to its end: the next request may follow, if nothing else does. */
  #finish(hasRest: boolean): void {
    if (hasRest || !this.#isKept || !this.#isSent) {
      this.abandon();
      return;
    }
    this.#state = IDLE;
    this.deadlineMs = this.#sweeper.after(IDLE_MS);
    this.#onIdle(this);
  }

  #lose(kind: LossKind, reason: string): void {
    const state = this.#state;
    if (state.kind === 'closed') return;
    this.#state = CLOSED;
    this.#retire();
    if ('user' in state) state.user.onLost(kind, reason);
  }

  #retire(): void {
    this.#sweeper.remove(this);
    this.socket.destroy();
    this.#onGone(this);
  }
}

const EMPTY = Buffer.alloc(0);
