import type { AffinityCookies, CookiesRead } from './affinity.ts';
import type { ClientConnection } from './client-connection.ts';
import { plainResponse } from './errors.ts';
import type { ProxyResponse } from './exchange.ts';
import { type AnswerReceiver, type ForwardContext, Forwarding } from './forwarding.ts';
import type { IncomingBody } from './incoming-body.ts';
import { passedHead, passedInformational, statusLine } from './incoming-head.ts';
import { attributeHead, outgoingHead, valuesOf } from './outgoing-head.ts';
import { ownResponse } from './own-response.ts';
import type { Progress, ProgressContext } from './progress.ts';
import type { ArrivedRequest, ServeContext, StartableExchange } from './serve-context.ts';
import type { ArrivedResponse } from './transport/upstream-user.ts';
import { ChunkedBody } from './wire/chunked-body.ts';
import { FieldName } from './wire/field-names.ts';
import { fieldSet, keptLines } from './wire/kept-lines.ts';
import type { ResponseHead } from './wire/scan-response.ts';

/** What direct exchanges take beside what serving takes. */
export interface DirectContext {
  readonly forward: ForwardContext;
  /** Null where sessions are not kept by a cookie. */
  readonly affinity: AffinityCookies | null;
}

const tunnelled = fieldSet(FieldName.Connection, FieldName.Upgrade, FieldName.KeepAlive);

/**
 * A request that no layer looks at: what comes from one side is checked, its head rewritten, and written to the other side in the
 * same turn, without a stream, a header object or a promise between them. Invariants: one answer is written, and its end is told
 * once; what has broken off ends in a cut connection, never in an answer that looks whole.
 */
export class DirectExchange implements StartableExchange, AnswerReceiver {
  readonly #connection: ClientConnection;
  readonly #context: ProgressContext;
  readonly #affinity: AffinityCookies | null;
  readonly #cookies: CookiesRead | undefined;
  readonly #forwarding: Forwarding;
  readonly #body: IncomingBody | null;
  readonly #progress: Progress;
  readonly #isHead: boolean;
  /** The client may have sent bytes of another protocol behind its request: they must never be read as a request. */
  readonly #mayUpgrade: boolean;
  #isLast = false;
  /** The answer ends with the backend's connection, and is sent in chunks so that the client's can be kept. */
  #isRechunked = false;
  #chunks: ChunkedBody | undefined;
  #hasBegun = false;

  constructor(
    connection: ClientConnection,
    { bytes, head, headEnd, admitted, body, progress }: ArrivedRequest,
    context: Pick<ServeContext, 'isTrusted'> & ProgressContext,
    { forward, affinity }: DirectContext,
  ) {
    const { peer } = connection;
    const told = attributeHead(bytes, head, admitted.authority, peer, context.isTrusted);
    progress.clientAddress = told.clientAddress;
    this.#connection = connection;
    this.#context = context;
    this.#affinity = affinity;
    this.#cookies = affinity?.read(valuesOf(bytes, head.fields, FieldName.Cookie));
    this.#body = body;
    this.#progress = progress;
    this.#isHead = admitted.method === 'HEAD';
    this.#mayUpgrade = admitted.upgrade !== undefined;
    const request = {
      method: admitted.method,
      target: admitted.target,
      clientAddress: told.clientAddress,
      sessionBackendId: this.#cookies?.session?.backendId,
      head: outgoingHead(bytes, head, headEnd, admitted, peer, told, this.#cookies),
      body,
      mayUpgrade: this.#mayUpgrade,
    };
    this.#forwarding = new Forwarding(forward, request, this);
  }

  start(): void {
    this.#forwarding.start();
  }

  onInformational(bytes: Buffer, head: ResponseHead, headEnd: number): void {
    this.#connection.writeText(passedInformational(bytes, head, headEnd));
  }

  onResponse(backendId: string, response: ArrivedResponse): void {
    const { bytes, head, headEnd, bodyEnd, framing, isDone } = response;
    this.#begin(backendId, head.status);
    this.#isRechunked = framing.kind === 'close';
    this.#chunks = framing.kind === 'chunked' ? new ChunkedBody() : undefined;
    let text = passedHead(response) + this.#sessionLine(backendId, bytes, head);
    if (this.#isLast) text += 'Connection: close\r\n';
    if (this.#isRechunked) text += 'Transfer-Encoding: chunked\r\n';
    this.#pass(`${text}\r\n`, bytes, headEnd, bodyEnd, isDone);
  }

  onBody(bytes: Buffer, start: number, end: number, isDone: boolean): void {
    this.#pass('', bytes, start, end, isDone);
  }

  onSwitch(backendId: string, bytes: Buffer, head: ResponseHead, headEnd: number): void {
    this.#begin(backendId, head.status);
    const lines = keptLines(bytes, head.fields, headEnd, tunnelled);
    const at = head.fields.indexOf(FieldName.Upgrade);
    const protocol = at === -1 ? '' : `Upgrade: ${head.fields.value(bytes, at)}\r\n`;
    const session = this.#sessionLine(backendId, bytes, head);
    this.#connection.writeText(`${statusLine(bytes, head)}Connection: Upgrade\r\n${protocol}${lines}${session}\r\n`);
    this.#progress.end(this.#context, false);
    this.#connection.switchProtocol();
  }

  onNoAnswer(response: ProxyResponse): void {
    const isLast = this.#mayUpgrade || this.#connection.isLast;
    this.#hasBegun = true;
    this.#progress.answeredBy(response);
    if (Buffer.isBuffer(response.body) && !this.#isHead) this.#progress.bytesSent = response.body.length;
    this.#connection.writeText(ownResponse(response, { isHead: this.#isHead, isLast }));
    this.#progress.end(this.#context, response.status === 499);
    this.#connection.answered(!isLast);
  }

  onCut(error: Error): void {
    this.#progress.failure ??= error.message;
    this.#progress.end(this.#context, false);
    this.#connection.cut();
  }

  onUpstreamDrain(): void {
    this.#connection.setReading(true);
  }

  onDrain(): void {
    this.#forwarding.resume();
  }

  onBodyProblem(status: 400 | 408 | 413, reason: string): void {
    this.#forwarding.stop();
    this.#progress.failure = reason;
    if (this.#hasBegun) {
      this.onCut(new Error(reason));
      return;
    }
    this.#hasBegun = true;
    this.#isLast = true;
    const response = plainResponse(status, reason, { failure: reason });
    this.#progress.answeredBy(response);
    this.#connection.writeText(ownResponse(response, { isHead: this.#isHead, isLast: true }));
    this.#progress.end(this.#context, false);
    this.#connection.answered(false);
  }

  onGone(): void {
    this.#forwarding.stop();
    this.#progress.end(this.#context, true);
  }

  onTunnelBytes(bytes: Buffer, start: number, end: number): void {
    if (!this.#forwarding.writeTunnel(bytes, start, end)) this.#connection.setReading(false);
  }

  onTunnelEnd(): void {
    this.#forwarding.endTunnel();
  }

  #begin(backendId: string, status: number): void {
    this.#hasBegun = true;
    this.#isLast = this.#mayUpgrade || this.#connection.isLast;
    this.#progress.status = status;
    this.#progress.backendId = backendId;
  }

  /** The `Set-Cookie` line that keeps the client on the backend; '' where there is none to send. */
  #sessionLine(backendId: string, bytes: Buffer, { fields }: ResponseHead): string {
    if (this.#affinity === null || this.#cookies === undefined) return '';
    const setCookies: string[] = [];
    for (let index = 0; index < fields.count; index += 1) {
      if (fields.name(bytes, index).toLowerCase() === 'set-cookie') setCookies.push(fields.value(bytes, index));
    }
    const cookie = this.#affinity.renew(this.#cookies, backendId, setCookies);
    return cookie === undefined ? '' : `Set-Cookie: ${cookie}\r\n`;
  }

  /** Writes `text` and a piece of the body after it; the last piece ends the exchange. */
  #pass(text: string, bytes: Buffer, start: number, end: number, isDone: boolean): void {
    this.#count(bytes, start, end);
    const mayGoOn = this.#isRechunked
      ? this.#passChunk(text, bytes, start, end, isDone)
      : start === end && text === ''
        ? true
        : this.#connection.writeBytes(text, bytes, start, end);
    if (isDone) this.#finish();
    else if (!mayGoOn) this.#forwarding.pause();
  }

  #passChunk(text: string, bytes: Buffer, start: number, end: number, isDone: boolean): boolean {
    const opening = start < end ? `${text}${(end - start).toString(16)}\r\n` : text;
    const closing = `${start < end ? '\r\n' : ''}${isDone ? '0\r\n\r\n' : ''}`;
    const mayGoOn = this.#connection.writeBytes(opening, bytes, start, end);
    return closing === '' ? mayGoOn : this.#connection.writeText(closing);
  }

  /** What a response counts as having sent: the bytes of its body, without their framing. */
  #count(bytes: Buffer, start: number, end: number): void {
    if (this.#chunks === undefined) {
      this.#progress.bytesSent += end - start;
    } else {
      this.#chunks.advance(bytes, start, end);
      this.#progress.bytesSent = this.#chunks.dataBytes;
    }
  }

  #finish(): void {
    if (this.#body !== null && !this.#body.isComplete) this.#forwarding.stop();
    if (this.#progress.status === 101) {
      this.#connection.end();
      return;
    }
    this.#progress.end(this.#context, false);
    this.#connection.answered(!this.#isLast);
  }
}
