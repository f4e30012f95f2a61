import { isWordCharacter } from './character-class.ts';
import type { Edge } from './pattern.ts';
import type { Instruction } from './program.ts';

/** Where a match and its groups start and end, by slot, in UTF-16 units; -1 for a group that took no part. */
export type Slots = readonly number[];

/** Asked before each character with the work that it takes; false ends the search. */
export type Allow = (work: number) => boolean;

/** A match, none, or the end of what may be spent. */
export type Search =
  | { readonly kind: 'match'; readonly slots: Slots }
  | { readonly kind: 'none' }
  | { readonly kind: 'spent' };

/** A place in the program with what was noted on the way to it. */
interface Thread {
  readonly at: number;
  readonly slots: Slots;
}

/**
 * Finds the first match from `from` on. All ways through the program are followed side by side, the preferred first, and no
 * place of the program twice at one character (Pike's algorithm): the work is at most the length of the text times that of the
 * program, whatever the pattern is.
 */
export function runProgram(program: readonly Instruction[], text: string, from: number, allow: Allow): Search {
  let threads: Thread[] = [];
  let found: Slots | undefined;
  for (let offset = from; ; ) {
    const point = text.codePointAt(offset);
    if (found === undefined) follow(program, text, offset, { at: 0, slots: [] }, threads);
    if (threads.length === 0 && found !== undefined) break;
    if (!allow(threads.length + 1)) return { kind: 'spent' };

    const width = point === undefined ? 1 : point > 0xffff ? 2 : 1;
    const next: Thread[] = [];
    const seen = new Set<number>();
    for (const { at, slots } of threads) {
      const instruction = program[at];
      if (instruction?.kind === 'accept') {
        found = slots;
        break;
      }
      if (instruction?.kind !== 'character' || point === undefined || !instruction.test(point)) continue;
      follow(program, text, offset + width, { at: at + 1, slots }, next, seen);
    }
    if (point === undefined) break;
    threads = next;
    offset += width;
  }
  return found === undefined ? { kind: 'none' } : { kind: 'match', slots: found };
}

/** Follows forks, jumps and edges from a thread to the steps that look at a character, in order of preference. */
function follow(
  program: readonly Instruction[],
  text: string,
  offset: number,
  start: Thread,
  threads: Thread[],
  seen: Set<number> = new Set(threads.map(({ at }) => at)),
): void {
  const waiting = [start];
  for (let thread = waiting.pop(); thread !== undefined; thread = waiting.pop()) {
    const { at, slots } = thread;
    const instruction = program[at];
    if (instruction === undefined || seen.has(at)) continue;
    seen.add(at);
    switch (instruction.kind) {
      case 'jump':
        waiting.push({ at: instruction.to, slots });
        break;
      case 'fork':
        waiting.push({ at: instruction.second, slots }, { at: instruction.first, slots });
        break;
      case 'save':
        waiting.push({ at: at + 1, slots: note(slots, instruction.slot, offset) });
        break;
      case 'edge':
        if (isAt(instruction.edge, text, offset)) waiting.push({ at: at + 1, slots });
        break;
      default:
        threads.push(thread);
    }
  }
}

function note(slots: Slots, slot: number, offset: number): Slots {
  const noted = [...slots];
  while (noted.length <= slot) noted.push(-1);
  noted[slot] = offset;
  return noted;
}

function isAt(edge: Edge, text: string, offset: number): boolean {
  switch (edge) {
    case 'start':
      return offset === 0;
    case 'end':
      return offset === text.length;
    case 'word':
    case 'inside': {
      const isEdge = isWordAt(text, offset - 1) !== isWordAt(text, offset);
      return isEdge === (edge === 'word');
    }
  }
}

function isWordAt(text: string, offset: number): boolean {
  const point = text.codePointAt(offset);
  return offset >= 0 && point !== undefined && isWordCharacter(point);
}
