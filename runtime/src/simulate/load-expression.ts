import { findLoadShape, type LoadShape, loadShapes } from './load-shapes.ts';

/** A shape with its part in a sum. */
interface Term {
  readonly factor: number;
  readonly shape: LoadShape;
}

/** The shape that a text names, or what is wrong with the text. */
export type ParsedLoad =
  | { readonly ok: true; readonly shape: LoadShape }
  | { readonly ok: false; readonly message: string };

/**
 * Reads the name of a shape, or a sum of shapes such as `diurnal + 0.5 * spike`:
 *
 *     load := term { "+" term }
 *     term := [ number "*" ] name
 *
 * The levels of a sum are added up as they are, so that they may pass 1: whoever gives them a size brings the highest to the peak.
 */
export function parseLoadExpression(text: string): ParsedLoad {
  const terms: Term[] = [];
  for (const part of text.split('+')) {
    const match = /^\s*(?:(\d+\.?\d*|\.\d+)\s*\*\s*)?(\w+)\s*$/.exec(part);
    const shape = match === null ? undefined : findLoadShape(match[2] ?? '');
    if (shape === undefined) return { ok: false, message: describeUnknown(part.trim()) };
    terms.push({ factor: Number(match?.[1] ?? 1), shape });
  }
  const [first] = terms;
  return { ok: true, shape: terms.length === 1 && first?.factor === 1 ? first.shape : sum(terms) };
}

function describeUnknown(part: string): string {
  const names = loadShapes.map(({ name }) => name).join(', ');
  return `There is no load '${part}'; the loads are ${names}, and sums of them such as 'diurnal + 0.5 * spike'.`;
}

function sum(terms: readonly Term[]): LoadShape {
  const name = terms.map(({ factor, shape }) => (factor === 1 ? shape.name : `${factor} × ${shape.name}`)).join(' + ');
  return {
    name,
    summary: `The sum of ${name}.`,
    level: (timeMs, durationMs, seed) =>
      terms.reduce((total, { factor, shape }) => total + factor * shape.level(timeMs, durationMs, seed), 0),
  };
}
