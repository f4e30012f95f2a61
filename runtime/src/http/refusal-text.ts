import { plainResponse } from './errors.ts';
import { ownResponse } from './own-response.ts';
import type { Progress } from './progress.ts';
import type { ServeContext } from './serve-context.ts';

/**
 * The answer to what cannot be a request, or is none that is served here: a status and its reason in one line, the last on its
 * connection. It is logged; where it was read far enough to be a request, its end is told as well.
 */
export function refusalText(
  { status, reason }: { readonly status: number; readonly reason: string },
  client: string,
  context: ServeContext,
  progress: Progress | undefined,
): string {
  context.log.info('A request was refused.', { status, reason, client });
  const response = plainResponse(status, reason, { failure: reason });
  progress?.answeredBy(response);
  if (progress !== undefined && Buffer.isBuffer(response.body)) progress.bytesSent = response.body.length;
  progress?.end(context, false);
  return ownResponse(response, { isHead: false, isLast: true });
}
