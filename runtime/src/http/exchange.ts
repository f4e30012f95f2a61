import type { Readable } from 'node:stream';

/** One header field as it came or goes: name in its own case, value without surrounding blanks. */
export type HeaderField = readonly [name: string, value: string];

/** A request on its way through the runtime. Layers pass on a changed copy; nobody changes it in place. */
export interface ProxyRequest {
  readonly method: string;
  readonly scheme: 'http' | 'https';
  /** The Host field, or the authority of an absolute target. */
  readonly authority: string;
  /** Path and query, in origin form: `/a?b=c`. */
  readonly target: string;
  readonly headers: readonly HeaderField[];
  /** The body, or null where there is none. Whoever answers without reading it leaves it to the server to drain. */
  readonly body: Readable | null;
  /** Address of the client: the peer, or what a trusted proxy said. */
  readonly clientAddress: string;
  /** Aborted when the client has gone or the request's time is up. */
  readonly signal: AbortSignal;
  /** The backend that the client's session is on; absent where none is known. */
  readonly sessionBackendId?: string;
}

/** Who answered, for logs, metrics and the `Cache-Status` field. */
export interface ResponseSource {
  /** The backend that served it; null where none was asked. */
  readonly backendId: string | null;
  readonly cache: 'hit' | 'stale' | 'miss' | 'revalidated' | 'bypass';
}

/** A response on its way back. */
export interface ProxyResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly HeaderField[];
  /** The body: streamed, or whole where it is in memory anyway; null where the status has none. */
  readonly body: Readable | Buffer | null;
  readonly source: ResponseSource;
  /** The trailer fields; complete when a streamed body has ended. Absent where there can be none. */
  readonly trailers?: () => readonly HeaderField[];
  /** Why the runtime answers for a backend that did not, in a few words; absent on an answer of a backend or a cache. */
  readonly failure?: string;
}

/** The one shape of every layer of the request path: cache, routing, retries and upstream are functions of it. */
export type Handler = (request: ProxyRequest) => Promise<ProxyResponse>;

/** The first value of a field, by case-insensitive name. */
export function findHeader(headers: readonly HeaderField[], name: string): string | undefined {
  const wanted = name.toLowerCase();
  return headers.find(([field]) => field.toLowerCase() === wanted)?.[1];
}
