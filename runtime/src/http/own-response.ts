import { dateLine } from './date-line.ts';
import { findHeader, type HeaderField, type ProxyResponse } from './exchange.ts';

/** What the client's side decides of how a response is written. */
export interface ResponseForm {
  readonly isHead: boolean;
  /** The connection ends with this response. */
  readonly isLast: boolean;
  /** The client speaks HTTP/1.0, and must be told where its connection is kept. */
  readonly isOld?: boolean;
}

/** Status line and header lines, without the empty line after them. */
export function headText({ status, statusText, headers }: ProxyResponse, more: readonly HeaderField[]): string {
  let text = `HTTP/1.1 ${status} ${statusText}\r\n`;
  for (const [name, value] of headers) text += `${name}: ${value}\r\n`;
  for (const [name, value] of more) text += `${name}: ${value}\r\n`;
  if (findHeader(headers, 'date') === undefined) text += dateLine();
  return text;
}

/** A response whose body is in memory or missing, as one text of one character a byte. */
export function ownResponse(response: ProxyResponse, { isHead, isLast, isOld = false }: ResponseForm): string {
  const { status, headers, body } = response;
  const bytes = Buffer.isBuffer(body) ? body : EMPTY;
  const more: HeaderField[] = isLast ? [['Connection', 'close']] : isOld ? [['Connection', 'keep-alive']] : [];
  const mayHaveLength = status !== 204 && status !== 304 && !isHead;
  if (mayHaveLength && findHeader(headers, 'content-length') === undefined) {
    more.push(['Content-Length', String(bytes.length)]);
  }
  const head = `${headText(response, more)}\r\n`;
  return isHead || status === 204 || status === 304 ? head : head + bytes.toString('latin1');
}

const EMPTY = Buffer.alloc(0);
