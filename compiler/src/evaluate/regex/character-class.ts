import type { CharacterTest } from './pattern.ts';

const point = (character: string): number => character.codePointAt(0) ?? 0;

const between =
  (low: number, high: number): CharacterTest =>
  (found) =>
    found >= low && found <= high;

/** Passes what any of the tests passes. */
export const anyOf =
  (tests: readonly CharacterTest[]): CharacterTest =>
  (found) =>
    tests.some((test) => test(found));

/** Passes what the test does not. */
export const not =
  (test: CharacterTest): CharacterTest =>
  (found) =>
    !test(found);

/** Passes the characters of a range, in either case where case does not count. */
export function range(low: number, high: number, ignoresCase: boolean): CharacterTest {
  const test = between(low, high);
  if (!ignoresCase) return test;
  return (found) => {
    const character = String.fromCodePoint(found);
    return test(found) || test(point(character.toLowerCase())) || test(point(character.toUpperCase()));
  };
}

/** Passes what `.` stands for: any character that does not end a line. */
export const notLineEnd: CharacterTest = (found) =>
  found !== 0x0a && found !== 0x0d && found !== 0x2028 && found !== 0x2029;

const digit = between(0x30, 0x39);
const space: CharacterTest = (found) => /\s/.test(String.fromCodePoint(found));

/** Passes the characters of a word: ASCII letters, digits and `_`. */
export const isWordCharacter: CharacterTest = anyOf([
  digit,
  between(point('a'), point('z')),
  between(point('A'), point('Z')),
  (found) => found === point('_'),
]);

const named: ReadonlyMap<string, CharacterTest> = new Map([
  ['d', digit],
  ['D', not(digit)],
  ['w', isWordCharacter],
  ['W', not(isWordCharacter)],
  ['s', space],
  ['S', not(space)],
]);

/** The characters that an escape such as `\d` stands for. */
export function findClass(letter: string): CharacterTest | undefined {
  return named.get(letter);
}

const controls: ReadonlyMap<string, number> = new Map([
  ['n', 0x0a],
  ['r', 0x0d],
  ['t', 0x09],
  ['f', 0x0c],
  ['v', 0x0b],
  ['0', 0],
]);

/** The one character that an escape such as `\n` or `\.` stands for; undefined where it has no meaning. */
export function findEscaped(character: string): number | undefined {
  return controls.get(character) ?? (/[A-Za-z0-9]/.test(character) ? undefined : point(character));
}
