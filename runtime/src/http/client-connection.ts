import type { Socket } from 'node:net';
import { admit, type Refusal } from './admission.ts';
import type { ClientExchange } from './client-exchange.ts';
import { DISCARD, HEAD_TIMEOUT_MS, LINGER_MS, MAX_AHEAD_BYTES, STALL_MS } from './client-limits.ts';
import { ClientOutput } from './client-output.ts';
import { CLOSED, type ClientState, ENDING, type Exchanging, HEAD } from './client-state.ts';
import { ClientError } from './errors.ts';
import { plainAddress } from './forwarded.ts';
import { HeadReader, type HeadTarget } from './head-reader.ts';
import { type BodyConnection, IncomingBody } from './incoming-body.ts';
import type { Peer } from './outgoing-head.ts';
import { Progress } from './progress.ts';
import { refusalText } from './refusal-text.ts';
import type { ServeContext } from './serve-context.ts';
import { adoptSocket, type SocketReader } from './transport/read-socket.ts';
import type { Deadlined } from './transport/sweeper.ts';
import { explainHeadProblem } from './wire/head-problem.ts';
import { latin1 } from './wire/latin1.ts';
import type { RequestHead } from './wire/scan-request.ts';

/**
 * One client and its requests, one after the other. Invariants: the bytes of a body are never read as a request; the answer to a
 * request is whole before the next request is begun; a connection on which something was malformed carries no further request;
 * each exchange hears of the end of the connection where it is not over by then.
 */
export class ClientConnection implements SocketReader, BodyConnection, HeadTarget, Deadlined {
  deadlineMs: number;
  readonly #context: ServeContext;
  readonly #socket: Socket;
  #state: ClientState = HEAD;
  readonly #output: ClientOutput;
  readonly #heads = new HeadReader(this);
  #hasEnded = false;
  #continueIsDue = false;
  #peer: Peer | undefined;

  constructor(accepted: Socket, context: ServeContext) {
    this.#context = context;
    this.deadlineMs = context.sweeper.after(HEAD_TIMEOUT_MS);
    context.sweeper.add(this);
    context.connections.add(this);
    this.#socket = adoptSocket(accepted, this);
    this.#output = new ClientOutput(this.#socket);
  }

  /** Nothing is going on: no request is being read or answered. */
  get isIdle(): boolean {
    return this.#state.kind === 'head' && this.#heads.pendingLength === 0;
  }

  /** Whether the answer that is about to be written is the last one. */
  get isLast(): boolean {
    const state = this.#state;
    if (state.kind !== 'exchange') return true;
    return !state.keepsAlive || this.#hasEnded || this.#continueIsDue || this.#context.isClosing();
  }

  get takesHeads(): boolean {
    return this.#state.kind === 'head';
  }

  /** The other side, as far as the connection itself tells. */
  get peer(): Peer {
    if (this.#peer === undefined) {
      const address = plainAddress(this.#socket.remoteAddress ?? '');
      this.#peer = { address, isTrusted: this.#context.isTrusted(address), scheme: this.#context.scheme };
    }
    return this.#peer;
  }

  /** Writes text, one character a byte; false where `onDrain` will tell when to go on. */
  writeText(text: string): boolean {
    return this.#wrote(this.#output.writeText(text));
  }

  writeBytes(text: string, bytes: Buffer, start: number, end: number): boolean {
    return this.#wrote(this.#output.writeBytes(text, bytes, start, end));
  }

  /** The answer is written. Without `keep` it was the last one on this connection. */
  answered(keep: boolean): void {
    const state = this.#state;
    if (state.kind !== 'exchange') return;
    if (!keep || state.isTunnel) {
      this.#end();
      return;
    }
    state.isAnswered = true;
    if (state.body === null || state.body.isComplete) {
      this.#next();
      return;
    }
    state.body.stop();
    this.deadlineMs = this.#context.sweeper.after(DISCARD.timeMs);
  }

  /** From now on everything that the client sends belongs to another protocol. */
  switchProtocol(): void {
    const state = this.#state;
    if (state.kind !== 'exchange') return;
    state.isTunnel = true;
    this.deadlineMs = Number.POSITIVE_INFINITY;
    const early = this.#heads.take();
    if (early.length > 0) state.exchange.onTunnelBytes(early, 0, early.length);
    this.setReading(true);
    if (this.#hasEnded) state.exchange.onTunnelEnd();
  }

  /** Ends what goes to the client, after what was written. */
  end(): void {
    this.#socket.end();
  }

  /** Cuts the connection, whatever is going on. */
  cut(): void {
    this.#output.cut();
    this.onClose(undefined);
  }

  setReading(isReading: boolean): void {
    if (isReading) this.#socket.resume();
    else this.#socket.pause();
    if (this.#state.kind === 'exchange' && !this.#state.isTunnel && !this.#state.isAnswered) {
      this.deadlineMs = isReading ? this.#context.sweeper.after(STALL_MS) : Number.POSITIVE_INFINITY;
    }
  }

  onBodyWanted(): void {
    if (!this.#continueIsDue) return;
    this.#continueIsDue = false;
    this.#socket.write('HTTP/1.1 100 Continue\r\n\r\n', 'latin1');
  }

  onBytes(bytes: Buffer, length: number): void {
    const state = this.#state;
    switch (state.kind) {
      case 'head':
        this.#readHeads(bytes, 0, length);
        this.#endIfAllIsAnswered();
        return;
      case 'exchange':
        if (state.isTunnel) {
          state.exchange.onTunnelBytes(bytes, 0, length);
          return;
        }
        this.#readBody(state, bytes, 0, length);
        return;
      case 'ending':
      case 'closed':
        return;
    }
  }

  onDrain(): void {
    this.#output.drained();
    if (this.#state.kind !== 'exchange') return;
    this.deadlineMs = Number.POSITIVE_INFINITY;
    this.#state.exchange.onDrain();
  }

  /** The client sends nothing more; it may well wait for its answer. */
  onEnd(): void {
    const state = this.#state;
    this.#hasEnded = true;
    if (state.kind === 'exchange' && state.isTunnel) {
      state.exchange.onTunnelEnd();
      return;
    }
    if (state.kind === 'exchange' && (state.body === null || state.body.isComplete)) return;
    if (state.kind === 'head' && this.#heads.pendingLength > 0) {
      this.#refuse({ status: 400, reason: 'the request ends within its head' });
      return;
    }
    this.#fail();
    this.#socket.destroy();
  }

  onClose(_error: Error | undefined): void {
    if (this.#state.kind !== 'closed') this.#fail();
  }

  onDeadline(): void {
    const state = this.#state;
    switch (state.kind) {
      case 'head':
        if (this.#heads.pendingLength === 0) {
          this.#end();
          return;
        }
        this.#refuse({ status: 408, reason: 'the request took too long to arrive' });
        return;
      case 'exchange':
        if (state.isAnswered || this.#output.isWaiting) {
          this.cut();
          return;
        }
        this.deadlineMs = Number.POSITIVE_INFINITY;
        state.exchange.onBodyProblem(408, 'the body took too long to arrive');
        return;
      case 'ending':
      case 'closed':
        this.#socket.destroy();
        this.onClose(undefined);
    }
  }

  /** Answers what cannot be a request, or is none that is served here, and lets the connection go. */
  #refuse(refusal: { readonly status: number; readonly reason: string }, progress?: Progress): void {
    this.#output.writeText(refusalText(refusal, this.peer.address, this.#context, progress));
    this.#end();
  }

  #wrote(mayGoOn: boolean): boolean {
    if (!mayGoOn) this.deadlineMs = this.#context.sweeper.after(STALL_MS);
    return mayGoOn;
  }

  /** Begins to answer the request whose head was scanned; returns where its body ends in what was read. */
  onHead(bytes: Buffer, head: RequestHead, headEnd: number, end: number): number {
    const { clock, maxBodyBytes } = this.#context;
    const admitted = admit(bytes, head, maxBodyBytes);
    if ('reason' in admitted) {
      this.#refuseRequest(bytes, head, admitted);
      return end;
    }
    const progress = new Progress(clock.nowMs(), admitted.method, admitted.target, this.peer.address);
    const { framing } = admitted;
    const body = framing.kind === 'none' ? null : new IncomingBody(framing, maxBodyBytes, this);
    this.#continueIsDue = admitted.expectsContinue && headEnd === end;
    this.deadlineMs = Number.POSITIVE_INFINITY;
    const exchange = this.#context.createExchange(this, { bytes, head, headEnd, admitted, body, progress });
    const { keepsAlive } = admitted;
    this.#state = { kind: 'exchange', exchange, body, keepsAlive, isTunnel: false, isAnswered: false };
    const bodyEnd = body === null ? headEnd : this.#advance(body, bytes, headEnd, end);
    if (this.#isStill(exchange)) exchange.start();
    return bodyEnd;
  }

  #isStill(exchange: ClientExchange): boolean {
    return this.#state.kind === 'exchange' && this.#state.exchange === exchange;
  }

  onHeadProblem(problem: number): void {
    this.#refuse(explainHeadProblem(problem));
  }

  #refuseRequest(bytes: Buffer, head: RequestHead, refusal: Refusal): void {
    const method = latin1(bytes, head.methodStart, head.methodEnd);
    const target = latin1(bytes, head.targetStart, head.targetEnd);
    this.#refuse(refusal, new Progress(this.#context.clock.nowMs(), method, target, this.peer.address));
  }

  #readBody(state: Exchanging, bytes: Buffer, start: number, end: number): void {
    const { body } = state;
    let at = start;
    if (body !== null && !body.isComplete) {
      if (!state.isAnswered && !this.#output.isWaiting) this.deadlineMs = this.#context.sweeper.after(STALL_MS);
      at = this.#advance(body, bytes, start, end);
      if (this.#state !== state) {
        if (this.takesHeads && at < end) this.#readHeads(bytes, at, end);
        return;
      }
      if (body.isComplete && !this.#output.isWaiting) this.deadlineMs = Number.POSITIVE_INFINITY;
      if (state.isAnswered && body.droppedBytes > DISCARD.bytes) {
        this.cut();
        return;
      }
    }
    if (at < end) this.#keepAhead(bytes, at, end);
    if (state.isAnswered && body?.isComplete === true) this.#next();
  }

  #keepAhead(bytes: Buffer, at: number, end: number): void {
    this.#heads.keep(bytes, at, end);
    if (this.#heads.pendingLength > MAX_AHEAD_BYTES) this.#socket.pause();
  }

  #readHeads(bytes: Buffer, at: number, end: number): void {
    if (this.#heads.pendingLength === 0) this.deadlineMs = this.#context.sweeper.after(HEAD_TIMEOUT_MS);
    this.#heads.read(bytes, at, end);
  }

  #advance(body: IncomingBody, bytes: Buffer, start: number, end: number): number {
    if (start < end) this.#continueIsDue = false;
    const at = body.advance(bytes, start, end);
    if (typeof at === 'number') return at;
    const state = this.#state;
    if (state.kind === 'exchange' && !state.isAnswered) state.exchange.onBodyProblem(at.status, at.reason);
    this.#end();
    return end;
  }

  /** The exchange is over; the next request may have come already. */
  #next(): void {
    this.#state = HEAD;
    this.#output.beginNext();
    this.deadlineMs = this.#context.sweeper.after(this.#context.keepAliveTimeoutMs);
    this.#context.connections.changed();
    if (this.#heads.isReading) return;
    this.#socket.resume();
    if (this.#heads.pendingLength > 0) this.#heads.goOn();
    this.#endIfAllIsAnswered();
  }

  /** The client sends nothing more, and what it has sent is answered. */
  #endIfAllIsAnswered(): void {
    if (!this.#hasEnded || this.#state.kind !== 'head') return;
    if (this.#heads.pendingLength > 0) this.#refuse({ status: 400, reason: 'the request ends within its head' });
    else this.#end();
  }

  /** Ends the connection once what was written is out, and waits for the client to have seen it. */
  #end(): void {
    if (this.#state.kind === 'closed' || this.#state.kind === 'ending') return;
    this.#state = ENDING;
    this.#heads.take();
    this.deadlineMs = this.#context.sweeper.after(LINGER_MS);
    this.#socket.resume();
    this.#socket.end();
    if (this.#hasEnded) this.#socket.destroySoon();
  }

  #fail(): void {
    const state = this.#state;
    this.#state = CLOSED;
    this.#heads.take();
    this.#context.sweeper.remove(this);
    if (state.kind === 'exchange' && !state.isAnswered) {
      state.body?.fail(new ClientError(499, 'the client went away while it sent the body'));
      state.exchange.onGone();
    }
    this.#context.connections.remove(this);
  }
}
