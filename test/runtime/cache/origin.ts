import { Readable } from 'node:stream';
import {
  createResponseCache,
  type ResponseCache,
  type ResponseCacheOptions,
} from '../../../runtime/src/cache/response-cache.ts';
import type { Handler, HeaderField, ProxyRequest, ProxyResponse } from '../../../runtime/src/http/exchange.ts';
import { findHeader } from '../../../runtime/src/http/exchange.ts';

/** Where the tests' time starts: a Monday noon. */
export const START_MS: number = Date.UTC(2026, 0, 5, 12);

/** What the origin says to one request. `Error`: it cannot be reached. */
export interface Reply {
  readonly status?: number;
  readonly headers?: readonly HeaderField[];
  /** A text is sent as a stream, a buffer as it is. */
  readonly body?: Readable | Buffer | string | null;
  /** Null where the answer is the balancer's own. */
  readonly backendId?: string | null;
}

/** Makes a response fresh for a minute. */
export const FRESH: HeaderField = ['Cache-Control', 'max-age=60'];

/** A reply that may be stored. */
export function cacheable(reply: Reply = {}): Reply {
  return { ...reply, headers: [FRESH, ...(reply.headers ?? [])] };
}

/** Replies whose body tells which request of the origin they are for. */
export function numbered(headers: readonly HeaderField[] = [FRESH]): Replier {
  return (_request, number) => ({ headers, body: `answer ${number}` });
}

export type Replier = (request: ProxyRequest, number: number) => Reply | Error | Promise<Reply | Error>;

/** A cache in front of an origin made of replies, with a clock that stands still until it is moved. */
export class Rig {
  readonly seen: ProxyRequest[] = [];
  readonly cache: ResponseCache;
  readonly #handler: Handler;
  nowMs: number = START_MS;

  constructor(reply: Replier, options: Partial<ResponseCacheOptions> = {}) {
    this.cache = createResponseCache({
      maxBytes: 1_000_000,
      maxEntryBytes: 100_000,
      nowMs: () => this.nowMs,
      ...options,
    });
    this.#handler = this.cache.wrap(async (request) => {
      this.seen.push(request);
      const answer = await reply(request, this.seen.length);
      if (answer instanceof Error) throw answer;
      return this.#toResponse(answer);
    });
  }

  /** Lets so many seconds pass. */
  wait(seconds: number): void {
    this.nowMs += seconds * 1000;
  }

  send(target: string, options: RequestOptions = {}): Promise<ProxyResponse> {
    return this.#handler({
      method: options.method ?? 'GET',
      scheme: options.scheme ?? 'http',
      authority: options.authority ?? 'site.test',
      target,
      headers: options.headers ?? [],
      body: options.body ?? null,
      clientAddress: '127.0.0.1',
      signal: options.signal ?? new AbortController().signal,
    });
  }

  /** Sends a request and reads its answer to the end. */
  async fetch(target: string, options: RequestOptions = {}): Promise<Received> {
    const response = await this.send(target, options);
    const body = response.body instanceof Readable ? await readAll(response.body) : response.body;
    return {
      status: response.status,
      body: body === null ? null : body.toString('latin1'),
      cache: response.source.cache,
      backendId: response.source.backendId,
      field: (name) => findHeader(response.headers, name),
    };
  }

  #toResponse({ status = 200, headers = [], body = 'body', backendId = 'b1' }: Reply): ProxyResponse {
    const dated = findHeader(headers, 'date') !== undefined;
    const date: HeaderField = ['Date', new Date(this.nowMs).toUTCString()];
    return {
      status,
      statusText: '',
      headers: dated ? headers : [...headers, date],
      body: typeof body === 'string' ? Readable.from([Buffer.from(body, 'latin1')], { objectMode: false }) : body,
      source: { backendId, cache: 'miss' },
    };
  }
}

export type RequestOptions = Partial<
  Pick<ProxyRequest, 'method' | 'scheme' | 'authority' | 'headers' | 'body' | 'signal'>
>;

/** An answer as the client got it. */
export interface Received {
  readonly status: number;
  readonly body: string | null;
  readonly cache: ProxyResponse['source']['cache'];
  readonly backendId: string | null;
  field(name: string): string | undefined;
}

export async function readAll(body: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Waits until what streams and promises have scheduled has happened. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
