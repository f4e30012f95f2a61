import type { HeaderField } from '../http/exchange.ts';
import { toStoredHead } from './freshness/age.ts';
import { readResponse } from './freshness/message.ts';
import type { StoredBody } from './stored-body.ts';
import type { StoredResponse, Variants } from './stored-response.ts';

/** A stored response without its body, as JSON. What can be read from the fields is read from them again. */
interface Described {
  readonly status: number;
  readonly statusText: string;
  readonly fields: readonly HeaderField[];
  readonly varyNames: readonly string[];
  readonly selection: string;
  readonly requestTimeMs: number;
  readonly responseTimeMs: number;
  readonly lifetimeMs: number;
  readonly initialAgeMs: number;
  readonly bodyBytes: number;
}

const LENGTH_BYTES = 4;

/** Makes the responses of a key into bytes for a shared store: the length of the descriptions, they as JSON, the bodies. */
export function encodeVariants(variants: Variants): Buffer {
  const described = Buffer.from(JSON.stringify(variants.map(describe)));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(described.length);
  return Buffer.concat([length, described, ...variants.flatMap(({ body }) => body.blocks)]);
}

/** The responses in such bytes; undefined where they are something else. */
export function decodeVariants(bytes: Buffer): Variants | undefined {
  if (bytes.length < LENGTH_BYTES) return undefined;
  const end = LENGTH_BYTES + bytes.readUInt32BE(0);
  const described = parse(bytes.toString('utf8', LENGTH_BYTES, end));
  const bodyBytes = described?.reduce((sum, one) => sum + one.bodyBytes, 0);
  if (described === undefined || described.length === 0 || end + (bodyBytes ?? 0) !== bytes.length) return undefined;
  let at = end;
  return described.map((one) => {
    const body = copyBody(bytes, at, one.bodyBytes);
    at += one.bodyBytes;
    return restore(one, body);
  });
}

function describe({ head, statusText, fields, body, varyNames, selection }: StoredResponse): Described {
  const { status, requestTimeMs, responseTimeMs, lifetimeMs, initialAgeMs } = head;
  const times = { requestTimeMs, responseTimeMs, lifetimeMs, initialAgeMs };
  return { status, statusText, fields, varyNames, selection, ...times, bodyBytes: body.length };
}

function restore(described: Described, body: StoredBody): StoredResponse {
  const { status, statusText, fields, varyNames, selection, lifetimeMs, initialAgeMs } = described;
  const head = readResponse(status, fields, described.requestTimeMs, described.responseTimeMs);
  return { head: { ...toStoredHead(head), lifetimeMs, initialAgeMs }, statusText, fields, body, varyNames, selection };
}

/** A copy of its own: a slice would keep the whole answer of the store alive. */
function copyBody(bytes: Buffer, start: number, length: number): StoredBody {
  if (length === 0) return { length, blocks: [] };
  const block = Buffer.allocUnsafeSlow(length);
  bytes.copy(block, 0, start, start + length);
  return { length, blocks: [block] };
}

function parse(text: string): readonly Described[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every(isDescribed) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isDescribed(value: unknown): value is Described {
  if (typeof value !== 'object' || value === null) return false;
  const { status, fields, varyNames, selection, bodyBytes } = value as Record<keyof Described, unknown>;
  const isKnown = typeof status === 'number' && typeof selection === 'string' && typeof bodyBytes === 'number';
  return isKnown && Array.isArray(fields) && Array.isArray(varyNames);
}
