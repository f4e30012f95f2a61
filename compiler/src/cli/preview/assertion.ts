import { type Summary, type SummaryField, summaryFields } from '@tsk/runtime/simulate';
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

/** A statement about a summary that must hold, such as `violation_minutes <= 5`. */
export interface Assertion {
  readonly text: string;
  readonly field: SummaryField;
  readonly comparison: Comparison;
  readonly bound: number;
}

/** Whether an assertion holds, and the figure that decides it. */
export interface Verdict {
  readonly assertion: Assertion;
  readonly value: number;
  readonly holds: boolean;
}

/**
 * Reads an assertion:
 *
 *     assertion  := field comparison bound
 *     comparison := "<=" | ">=" | "<" | ">" | "==" | "!="
 *     bound      := number [ "%" ]
 */
export function parseAssertion(text: string): Assertion {
  const match = /^\s*(\w+)\s*([<>=!]+)\s*(\S.*?)\s*$/.exec(text);
  const [, name = '', sign = '', written = ''] = match ?? [];
  if (match === null) {
    throw new CliFailure(
      `'${text}' is not an assertion; write a figure, a comparison and a number, such as 'violation_minutes <= 5'.`,
    );
  }
  const field = summaryFields.find((candidate) => candidate.name === name);
  if (field === undefined) throw new CliFailure(`The summary has no figure '${name}'; ${suggest(name)}`);
  if (!isComparison(sign)) {
    throw new CliFailure(`'${sign}' is not a comparison; the comparisons are ${Object.keys(comparisons).join(', ')}.`);
  }
  const bound = readBound(written);
  if (bound === undefined) {
    throw new CliFailure(`'${written}' is not a number to compare ${name} with; write one such as 5, 0.01 or 1%.`);
  }
  return { text: `${name} ${sign} ${written}`, field, comparison: sign, bound };
}

/** Holds an assertion against a summary. */
export function judge(assertion: Assertion, summary: Summary): Verdict {
  const value = assertion.field.read(summary);
  return { assertion, value, holds: comparisons[assertion.comparison](value, assertion.bound) };
}

function isComparison(sign: string): sign is Comparison {
  return Object.hasOwn(comparisons, sign);
}

function readBound(text: string): number | undefined {
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(%?)$/.exec(text);
  return match === null ? undefined : Number(match[1]) / (match[2] === '%' ? 100 : 1);
}

function suggest(name: string): string {
  const names = summaryFields.map((field) => field.name);
  const nearest = findNearest(name, names);
  return nearest === undefined ? `the figures are ${names.join(', ')}.` : `did you mean '${nearest}'?`;
}
