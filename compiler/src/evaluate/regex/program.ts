import { unreachable } from '../../unreachable.ts';
import type { CharacterTest, Edge, Pattern, PatternProblem } from './pattern.ts';

/** One step of a program. `save` notes the place in a slot; `fork` goes on at both places, the first one preferred. */
export type Instruction =
  | { readonly kind: 'character'; readonly test: CharacterTest }
  | { readonly kind: 'edge'; readonly edge: Edge }
  | { readonly kind: 'save'; readonly slot: number }
  | { kind: 'fork'; first: number; second: number }
  | { kind: 'jump'; to: number }
  | { readonly kind: 'accept' };

/** Steps that a program may have. */
const maxLength = 4000;

/** Compiles a pattern into a program for `runProgram`. Slots 0 and 1 hold the whole match, 2n and 2n + 1 group n. */
export function compilePattern(pattern: Pattern): readonly Instruction[] | PatternProblem {
  const program: Instruction[] = [{ kind: 'save', slot: 0 }];
  if (!append(pattern, program)) return { problem: 'its repetitions come to too many parts' };
  program.push({ kind: 'save', slot: 1 }, { kind: 'accept' });
  return program;
}

/** Appends the steps of a pattern; false where the program grows too long. */
function append(pattern: Pattern, program: Instruction[]): boolean {
  if (program.length > maxLength) return false;
  switch (pattern.kind) {
    case 'character':
    case 'edge':
      program.push(pattern);
      return true;
    case 'sequence':
      return pattern.parts.every((part) => append(part, program));
    case 'choice':
      return appendChoice(pattern.options, program);
    case 'capture': {
      program.push({ kind: 'save', slot: 2 * pattern.index });
      const isShort = append(pattern.body, program);
      program.push({ kind: 'save', slot: 2 * pattern.index + 1 });
      return isShort;
    }
    case 'repeat': {
      const { body, least, most, isGreedy } = pattern;
      for (let i = 0; i < least; i++) if (!append(body, program)) return false;
      if (most === Number.POSITIVE_INFINITY) return appendLoop(body, isGreedy, program);
      for (let i = least; i < most; i++) if (!appendOption(body, isGreedy, program)) return false;
      return true;
    }
    default:
      return unreachable(pattern);
  }
}

function appendChoice(options: readonly Pattern[], program: Instruction[]): boolean {
  const jumps: { kind: 'jump'; to: number }[] = [];
  for (const [index, option] of options.entries()) {
    if (index === options.length - 1) {
      if (!append(option, program)) return false;
      break;
    }
    const fork: Instruction = { kind: 'fork', first: program.length + 1, second: 0 };
    program.push(fork);
    if (!append(option, program)) return false;
    const jump: { kind: 'jump'; to: number } = { kind: 'jump', to: 0 };
    jumps.push(jump);
    program.push(jump);
    fork.second = program.length;
  }
  for (const jump of jumps) jump.to = program.length;
  return true;
}

function appendLoop(body: Pattern, isGreedy: boolean, program: Instruction[]): boolean {
  const start = program.length;
  const fork: Instruction = { kind: 'fork', first: 0, second: 0 };
  program.push(fork);
  if (!append(body, program)) return false;
  program.push({ kind: 'jump', to: start });
  aim(fork, start + 1, program.length, isGreedy);
  return true;
}

function appendOption(body: Pattern, isGreedy: boolean, program: Instruction[]): boolean {
  const fork: Instruction = { kind: 'fork', first: 0, second: 0 };
  program.push(fork);
  const start = program.length;
  if (!append(body, program)) return false;
  aim(fork, start, program.length, isGreedy);
  return true;
}

function aim(fork: { first: number; second: number }, into: number, past: number, isGreedy: boolean): void {
  [fork.first, fork.second] = isGreedy ? [into, past] : [past, into];
}
