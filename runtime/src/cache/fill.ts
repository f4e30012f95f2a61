import { pipeline, Readable, Transform } from 'node:stream';
import type { ProxyResponse } from '../http/exchange.ts';
import { BodyCollector, EMPTY_BODY, type StoredBody, storeBuffer } from './stored-body.ts';

/** Why a body did not become a stored one. */
export type FillFailure = 'too-large' | 'aborted';

/** The length that a response declares; undefined where it declares none, or no number. */
export function declaredLength(length: string | undefined): number | undefined {
  return length !== undefined && /^\d{1,15}$/.test(length) ? Number(length) : undefined;
}

/**
 * Lets a body pass to the client and tells once what came of it: the whole body, or why there is none. A body that turns
 * out too large streams on; one that breaks off, or has another length than declared, is `aborted`.
 */
export function passAndCollect(
  body: ProxyResponse['body'],
  maxBytes: number,
  declared: number | undefined,
  done: (result: StoredBody | FillFailure) => void,
): ProxyResponse['body'] {
  if (!(body instanceof Readable)) {
    done(collectWhole(body, maxBytes, declared));
    return body;
  }
  const collector = new BodyCollector(maxBytes, declared);
  let collecting = true;
  const tee = new Transform({
    transform(chunk: Buffer, _encoding, forward) {
      if (collecting && !collector.add(chunk)) {
        collecting = false;
        done(declared === undefined ? 'too-large' : 'aborted');
      }
      forward(null, chunk);
    },
  });
  pipeline(body, tee, (error) => {
    if (collecting) done(error ? 'aborted' : (collector.finish() ?? 'aborted'));
  });
  return tee;
}

function collectWhole(body: Buffer | null, maxBytes: number, declared: number | undefined): StoredBody | FillFailure {
  const length = body?.length ?? 0;
  if (length > maxBytes) return 'too-large';
  if (declared !== undefined && declared !== length) return 'aborted';
  return body === null ? EMPTY_BODY : storeBuffer(body);
}

/** Gets rid of a body that nobody will read, so that its connection can be used again. */
export function discardBody(body: ProxyResponse['body']): void {
  if (!(body instanceof Readable)) return;
  body.on('error', () => undefined);
  body.resume();
}
