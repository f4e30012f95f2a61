import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../clock.ts';
import type { Log } from '../monitor/log.ts';
import type { RequestObserver } from '../monitor/observation.ts';
import { type Admitted, admit, type Refusal, type RequestLimits } from './admission.ts';
import type { Connections } from './connections.ts';
import { plainResponse } from './errors.ts';
import type { Handler, ProxyRequest, ProxyResponse } from './exchange.ts';
import { attribute, plainAddress, type TrustCheck } from './forwarded.ts';
import { beginProgress, type Progress, toObservation } from './observe.ts';
import { discardRest, RequestBody } from './request-body.ts';
import { type Sending, type SendOptions, sendResponse } from './respond.ts';

/** What serving a request takes; one for the life of a server. */
export interface ServeContext {
  readonly handler: Handler;
  readonly scheme: 'http' | 'https';
  readonly limits: RequestLimits;
  readonly isTrusted: TrustCheck;
  readonly connections: Connections;
  readonly observe: RequestObserver;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether the server is on its way out, and each answer ends its connection. */
  isClosing(): boolean;
}

/** How a request is served apart from what its head says. */
export interface ServeOptions {
  /** The client waits for `100 Continue` before it sends its body. */
  readonly expectsContinue: boolean;
  /** What the server itself has against the request. */
  readonly refusal?: Refusal;
}

/**
 * Takes one request from its parsed head to its observation: admits it, has it answered, sends the answer.
 * Resolves with the answer once it is being sent; never rejects. The observer is called when the response has ended.
 */
export async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  context: ServeContext,
  { expectsContinue, refusal }: ServeOptions,
): Promise<void> {
  const ending = new AbortController();
  const progress = beginProgress(message, context.clock.nowMs());
  observeEnd(response, progress, ending, context);
  const admitted = refusal ?? admit(message, context.limits);
  if ('reason' in admitted) {
    progress.answer = refuse(message, admitted, context.log);
  } else {
    progress.request = requestOf(message, admitted, context, ending.signal, () => {
      if (expectsContinue) response.writeContinue();
    });
    progress.answer = await handleSafely(progress.request, context);
  }
  // Where `100 Continue` was never sent, Node closes the connection by itself.
  const close = context.isClosing() || 'reason' in admitted;
  progress.sending = sendSafely(response, progress.answer, { close }, context.log);
  if (message.complete) return;
  if (response.writableFinished) discardRest(message);
  else response.once('finish', () => discardRest(message));
}

/** The request as the layers behind see it, with the truth about the client in its fields. */
export function requestOf(
  message: IncomingMessage,
  admitted: Admitted,
  { scheme, limits, isTrusted }: Pick<ServeContext, 'scheme' | 'limits' | 'isTrusted'>,
  signal: AbortSignal,
  onFirstRead: () => void,
): ProxyRequest {
  const { method, authority, target, hasBody } = admitted;
  const peer = plainAddress(message.socket.remoteAddress ?? '');
  return {
    method,
    scheme,
    authority,
    target,
    ...attribute(admitted.headers, { peer, scheme, authority }, isTrusted),
    body: hasBody ? new RequestBody(message, { maxBytes: limits.maxBodyBytes, onFirstRead }) : null,
    signal,
  };
}

/** The outer edge: a bug behind it costs one request, not the server. */
export async function handleSafely(
  request: ProxyRequest,
  context: Pick<ServeContext, 'handler' | 'log'>,
): Promise<ProxyResponse> {
  try {
    return await context.handler(request);
  } catch (error) {
    context.log.error('A request met a bug of the runtime (TSK9001).', { error, target: request.target });
    return plainResponse(500, 'the runtime failed on this request', { failure: `bug: ${String(error)}` });
  }
}

/** The short answer to a request that is not let in, which is also logged with its reason. */
export function refuse(message: IncomingMessage, { status, reason }: Refusal, log: Log): ProxyResponse {
  log.info('A request was refused.', { status, reason, client: message.socket.remoteAddress });
  return plainResponse(status, reason, { failure: reason });
}

/** Tells the observer once, when the response has ended or its connection has; then `ending` aborts what is still going on. */
function observeEnd(
  response: ServerResponse,
  progress: Progress,
  ending: AbortController,
  { connections, clock, observe }: ServeContext,
): void {
  let ended = false;
  const onEnd = () => {
    if (ended) return;
    ended = true;
    finish();
    const clientLeft = !response.writableFinished;
    if (clientLeft) ending.abort();
    observe(toObservation(progress, clock.nowMs(), clientLeft));
  };
  const finish = connections.begin(response.req.socket, onEnd);
  response.once('close', onEnd);
}

/** Sends an answer; one that cannot be sent, which is a bug, ends its connection only. */
export function sendSafely(response: ServerResponse, answer: ProxyResponse, options: SendOptions, log: Log): Sending {
  try {
    return sendResponse(response, answer, options);
  } catch (error) {
    log.error('An answer could not be sent (TSK9002).', { error });
    response.destroy();
    return { bytesSent: 0, failure: `bug: ${String(error)}` };
  }
}
