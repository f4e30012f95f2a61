import type { Diagnostic, Member, Span, TableValue, Value } from '@tsk/parser';

/** A value that JavaScript has no literal for. */
class Special {
  readonly text: string;
  readonly place: (file: string, span: Span) => Value;
  constructor(text: string, place: (file: string, span: Span) => Value) {
    this.text = text;
    this.place = place;
  }
}

/** `30s`, `10MB`, `80%` without quotes. */
export function quantity(text: string): Special {
  const [, number = '', unit = ''] = /^([-+.\deE]+)(.*)$/.exec(text) ?? [];
  return new Special(text, (file, span) => ({ kind: 'quantity', number: Number(number), unit, text, file, span }));
}

/** `@env("NAME", default)`, as the evaluator leaves it for the runtime. */
export function env(name: string, defaultValue?: string | number | boolean | null): Special {
  const text = `@env(${JSON.stringify(name)}${defaultValue === undefined ? '' : `, ${JSON.stringify(defaultValue)}`})`;
  return new Special(text, (file, span) => ({
    kind: 'deferred',
    operator: 'env',
    name,
    text,
    file,
    span,
    ...(defaultValue === undefined ? {} : { defaultValue }),
  }));
}

/** An expression that is not evaluated. */
export const expression: Special = new Special('$unknown', (file, span) => ({
  kind: 'expression',
  expression: { kind: 'variable', name: 'unknown', span },
  text: '$unknown',
  file,
  span,
}));

/** A value whose mistake is reported already. */
export const invalid: Special = new Special('???', (file, span) => ({ kind: 'invalid', file, span }));

/** `8000-9000`. */
export function range(from: number, to: number): Special {
  const text = `${from}-${to}`;
  return new Special(text, (file, span) => ({ kind: 'range', from, to, text, file, span }));
}

/** `2024-01-15`. */
export function datetime(text: string): Special {
  return new Special(text, (file, span) => ({ kind: 'datetime', text, file, span }));
}

/** A document as values, and the text that their spans point into. */
export interface Sample {
  readonly text: string;
  readonly root: TableValue;
}

/** Writes plain data down as .tsk text, and makes the values that it stands for with the spans of that text. */
export function sample(data: Readonly<Record<string, unknown>>, file = 'sample.tsk'): Sample {
  let text = '';
  const put = (piece: string): Span => {
    text += piece;
    return { start: text.length - piece.length, end: text.length };
  };

  function members(entries: Readonly<Record<string, unknown>>, separator: string): ReadonlyMap<string, Member> {
    const result = new Map<string, Member>();
    for (const [key, given] of Object.entries(entries)) {
      if (result.size > 0) put(separator);
      const keySpan = put(key);
      put(' = ');
      result.set(key, { key, keySpan, file, value: value(given) });
    }
    return result;
  }

  function value(given: unknown): Value {
    if (given instanceof Special) return given.place(file, put(given.text));
    const start = text.length;
    const span = (): Span => ({ start, end: text.length });
    if (Array.isArray(given)) {
      put('[');
      const elements = given.map((element, index) => {
        if (index > 0) put(', ');
        return value(element);
      });
      put(']');
      return { kind: 'array', elements, file, span: span() };
    }
    if (typeof given === 'object' && given !== null) {
      put('{ ');
      const inner = members({ ...given }, ', ');
      put(' }');
      return { kind: 'table', members: inner, file, span: span() };
    }
    if (given === null || typeof given === 'string' || typeof given === 'number' || typeof given === 'boolean') {
      put(typeof given === 'number' ? String(given) : JSON.stringify(given));
      return { kind: 'scalar', value: given, file, span: span() };
    }
    throw new Error(`no value for ${typeof given}`);
  }

  const root: TableValue = { kind: 'table', members: members(data, '\n'), file, span: { start: 0, end: text.length } };
  return { text, root };
}

/** The text after a diagnostic's fix; undefined where it has none. */
export function applyFix(text: string, { fix }: Diagnostic): string | undefined {
  if (fix === undefined) return undefined;
  const edits = fix.edits.toSorted((a, b) => b.span.start - a.span.start);
  return edits.reduce((done, { span, newText }) => done.slice(0, span.start) + newText + done.slice(span.end), text);
}
