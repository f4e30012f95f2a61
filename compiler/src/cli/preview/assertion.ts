import { type SummaryField, type SummaryFigures, summaryFields } from '@tsk/runtime/simulate';
import { findNearest } from '@tsk/schemas';
import { CliFailure } from '../io/cli-failure.ts';

type Comparison = '<=' | '>=' | '<' | '>' | '==' | '!=';

const comparisons: Readonly<Record<Comparison, (left: number, right: number) => boolean>> = {
  '<=': (left, right) => left <= right,
  '>=': (left, right) => left >= right,
  '<': (left, right) => left < right,
  '>': (left, right) => left > right,
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
};

/** What a figure is compared with: a number, or so many times a figure of another run. */
type Bound =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'figure'; readonly factor: number; readonly run: string; readonly field: SummaryField };

/** A statement about a summary that must hold, such as `violation_minutes <= 5` or `cost <= 1.1 * against.cost`. */
export interface Assertion {
  readonly text: string;
  readonly field: SummaryField;
  readonly comparison: Comparison;
  readonly bound: Bound;
}

/** Whether an assertion holds, and the figures that decide it. */
export interface Verdict {
  readonly assertion: Assertion;
  readonly value: number;
  readonly bound: number;
  readonly holds: boolean;
}

/**
 * Reads an assertion:
 *
 *     assertion  := field comparison bound
 *     comparison := "<=" | ">=" | "<" | ">" | "==" | "!="
 *     bound      := number [ "%" ] | [ number [ "%" ] "*" ] run "." field
 *     run        := "against" | the name of a rule of --policy
 */
export function parseAssertion(text: string): Assertion {
  const match = /^\s*(\w+)\s*([<>=!]+)\s*(\S.*?)\s*$/.exec(text);
  const [, name = '', sign = '', written = ''] = match ?? [];
  if (match === null) {
    throw new CliFailure(
      `'${text}' is not an assertion; write a figure, a comparison and a number, such as 'violation_minutes <= 5'.`,
    );
  }
  const field = findField(name);
  if (!isComparison(sign)) {
    throw new CliFailure(`'${sign}' is not a comparison; the comparisons are ${Object.keys(comparisons).join(', ')}.`);
  }
  const bound = readBound(written);
  if (bound === undefined) {
    throw new CliFailure(
      `'${written}' is not a number to compare ${name} with; write one such as 5, 0.01 or 1%, or a figure of another run such as 'against.${name}' or '1.1 * against.${name}'.`,
    );
  }
  return { text: `${name} ${sign} ${written}`, field, comparison: sign, bound };
}

/** Holds an assertion against the figures of the plan; `runs` are those of the other runs, by name. */
export function judge(
  assertion: Assertion,
  figures: SummaryFigures,
  runs: ReadonlyMap<string, SummaryFigures>,
): Verdict {
  const value = figures[assertion.field.name] ?? 0;
  const bound = resolve(assertion.bound, runs);
  return { assertion, value, bound, holds: comparisons[assertion.comparison](value, bound) };
}

function resolve(bound: Bound, runs: ReadonlyMap<string, SummaryFigures>): number {
  if (bound.kind === 'number') return bound.value;
  const figures = runs.get(bound.run);
  if (figures === undefined) {
    const names = runs.size === 0 ? 'there is none beside the plan' : `there are ${[...runs.keys()].join(', ')}`;
    throw new CliFailure(`There is no run '${bound.run}' to compare with; ${names} (see --against and --policy).`);
  }
  return bound.factor * (figures[bound.field.name] ?? 0);
}

function findField(name: string): SummaryField {
  const field = summaryFields.find((candidate) => candidate.name === name);
  if (field === undefined) throw new CliFailure(`The summary has no figure '${name}'; ${suggest(name)}`);
  return field;
}

function isComparison(sign: string): sign is Comparison {
  return Object.hasOwn(comparisons, sign);
}

function readBound(text: string): Bound | undefined {
  const match = /^(?:(\S+)\s*\*\s*)?(\w+)\.([a-z]\w*)$/.exec(text);
  if (match === null) {
    const value = readNumber(text);
    return value === undefined ? undefined : { kind: 'number', value };
  }
  const [, times = '1', run = '', name = ''] = match;
  const factor = readNumber(times);
  return factor === undefined ? undefined : { kind: 'figure', factor, run, field: findField(name) };
}

function readNumber(text: string): number | undefined {
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(%?)$/.exec(text);
  return match === null ? undefined : Number(match[1]) / (match[2] === '%' ? 100 : 1);
}

function suggest(name: string): string {
  const names = summaryFields.map((field) => field.name);
  const nearest = findNearest(name, names);
  return nearest === undefined ? `the figures are ${names.join(', ')}.` : `did you mean '${nearest}'?`;
}
