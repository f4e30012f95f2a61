import { type ParsedPattern, parsePattern } from '../regex/parse-pattern.ts';
import type { PatternProblem } from '../regex/pattern.ts';
import { compilePattern, type Instruction } from '../regex/program.ts';
import { runProgram, type Slots } from '../regex/run-program.ts';
import type { Call, Outcome } from './operator.ts';

/** Characters that a pattern may have. */
const maxPattern = 1000;

/** Characters that are compared with a part of a pattern in one step. */
const workPerStep = 4;

/** A match: where it is, its text, and the texts of its groups; undefined for a group that took no part. */
export interface Match {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly groups: readonly (string | undefined)[];
}

/** What is searched for, and how. */
export interface Search {
  readonly pattern: string;
  readonly text: string;
  /** `i` where case does not count, otherwise ''. */
  readonly flags: string;
}

/** Gives the first match of a pattern to `use`; undefined where there is none. */
export function findFirst(search: Search, call: Call, use: (match: Match | undefined) => Outcome): Outcome {
  return findMatches(search, call, 1, ([match]) => use(match));
}

/** Gives all matches of a pattern to `use`, from left to right and without overlap. */
export function findAll(search: Search, call: Call, use: (matches: readonly Match[]) => Outcome): Outcome {
  return findMatches(search, call, Number.POSITIVE_INFINITY, use);
}

function findMatches(search: Search, call: Call, most: number, use: (matches: readonly Match[]) => Outcome): Outcome {
  const prepared = prepare(search);
  if ('problem' in prepared) return { kind: 'problem', problem: `cannot use the pattern: ${prepared.problem}` };
  const matches: Match[] = [];
  for (let from = 0; from <= search.text.length && matches.length < most; ) {
    const found = runProgram(prepared.program, search.text, from, (work) => call.spend(work / workPerStep));
    if (found.kind === 'spent') return { kind: 'excess', limit: 'the search takes too much work' };
    if (found.kind === 'none') break;
    const match = readMatch(search.text, found.slots, prepared.captures);
    matches.push(match);
    from = match.end > match.start ? match.end : match.end + 1;
  }
  return use(matches);
}

interface Prepared {
  readonly program: readonly Instruction[];
  readonly captures: number;
}

function prepare({ pattern, flags }: Search): Prepared | PatternProblem {
  if (pattern.length > maxPattern) return { problem: `it has more than ${maxPattern} characters` };
  if (flags !== '' && flags !== 'i') return { problem: "of flags there is only 'i', for case that does not count" };
  const parsed: ParsedPattern | PatternProblem = parsePattern(pattern, flags === 'i');
  if ('problem' in parsed) return parsed;
  const program = compilePattern(parsed.pattern);
  return 'problem' in program ? program : { program, captures: parsed.captures };
}

function readMatch(text: string, slots: Slots, captures: number): Match {
  const [start = 0, end = 0] = slots;
  const groups = Array.from({ length: captures }, (_, index) => {
    const [from = -1, to = -1] = slots.slice(2 * index + 2, 2 * index + 4);
    return from < 0 || to < 0 ? undefined : text.slice(from, to);
  });
  return { start, end, text: text.slice(start, end), groups };
}
