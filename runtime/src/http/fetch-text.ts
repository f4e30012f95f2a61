import { Agent, request } from 'undici';

/** What may be fetched at most. */
export interface FetchLimits {
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/** A text that another service offers could not be had; the message says why. */
class FetchTextError extends Error {
  override readonly name = 'FetchTextError';
}

/** One connection for each fetch: an endpoint that has gone must not be kept in mind by an open one. */
const agent = new Agent({ pipelining: 0, keepAliveTimeout: 1 });

/** Fetches a text by GET. Rejects with `FetchTextError` where there is none in time, it is too long, or the status is not 200. */
export async function fetchText(url: string, { timeoutMs, maxBytes }: FetchLimits): Promise<string> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const { statusCode, body } = await request(url, { dispatcher: agent, signal, headers: { accept: 'text/plain' } });
    if (statusCode !== 200) {
      await body.dump();
      throw new FetchTextError(`it gave status ${statusCode}`);
    }
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of body) {
      const part = Buffer.from(chunk);
      bytes += part.length;
      if (bytes > maxBytes) throw new FetchTextError(`it is longer than ${maxBytes} bytes`);
      chunks.push(part);
    }
    return Buffer.concat(chunks).toString('utf8');
  } catch (error) {
    if (error instanceof FetchTextError) throw error;
    if (signal.aborted) throw new FetchTextError(`no answer in ${timeoutMs} ms`, { cause: error });
    throw new FetchTextError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
