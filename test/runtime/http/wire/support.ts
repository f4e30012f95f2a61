import { INCOMPLETE } from '../../../../runtime/src/http/wire/scan-fields.ts';
import { RequestHead, scanRequest } from '../../../../runtime/src/http/wire/scan-request.ts';

/** What a scan of a whole text says: the facts of its head, or the number of its problem. */
export type Scanned =
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'problem'; readonly problem: number }
  | {
      readonly kind: 'head';
      readonly length: number;
      readonly method: string;
      readonly target: string;
      readonly minorVersion: number;
      readonly fields: readonly (readonly [name: string, value: string])[];
    };

/** Scans a request head out of the first `end` bytes of a text. */
export function scanText(text: string, end: number = text.length): Scanned {
  const bytes = Buffer.from(text, 'latin1');
  const head = new RequestHead();
  const after = scanRequest(bytes, 0, end, head);
  if (after === INCOMPLETE) return { kind: 'incomplete' };
  if (after < 0) return { kind: 'problem', problem: after };
  const { fields } = head;
  return {
    kind: 'head',
    length: after,
    method: bytes.toString('latin1', head.methodStart, head.methodEnd),
    target: bytes.toString('latin1', head.targetStart, head.targetEnd),
    minorVersion: head.minorVersion,
    fields: Array.from({ length: fields.count }, (_, index) => [fields.name(bytes, index), fields.value(bytes, index)]),
  };
}
