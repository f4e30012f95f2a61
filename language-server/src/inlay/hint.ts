import type { Place } from '@tsk/parser';

/** A text that is shown in a document and is not in it. */
export interface Hint {
  /** The offset behind which it is shown. */
  readonly offset: number;
  readonly label: string;
  /** Whether it says what something is (a unit, a default), and not what it comes to. */
  readonly isType: boolean;
  /** Where its label leads to. */
  readonly target?: Place;
  /** What its tooltip is made from, once it is asked for. */
  readonly subject?: HintSubject;
}

/** What a tooltip is about. It goes to the client and back. */
export type HintSubject =
  | { readonly kind: 'quantity'; readonly text: string; readonly unit: string }
  | { readonly kind: 'key'; readonly uri: string; readonly path: readonly string[] }
  | { readonly kind: 'defaults'; readonly path: readonly string[]; readonly present: readonly string[] };

/** Whether what a client sends back is a subject that the server gave it. */
export function isHintSubject(data: unknown): data is HintSubject {
  if (typeof data !== 'object' || data === null || !('kind' in data)) return false;
  switch (data.kind) {
    case 'quantity':
      return 'text' in data && typeof data.text === 'string' && 'unit' in data && typeof data.unit === 'string';
    case 'key':
      return 'uri' in data && typeof data.uri === 'string' && 'path' in data && isTexts(data.path);
    case 'defaults':
      return 'path' in data && isTexts(data.path) && 'present' in data && isTexts(data.present);
    default:
      return false;
  }
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
