import { anyOf, findClass, findEscaped, not, notLineEnd, range } from './character-class.ts';
import type { CharacterTest, Pattern, PatternProblem } from './pattern.ts';

/** How deep groups may nest. */
const maxDepth = 50;

/** How often a part may be repeated by number. */
const maxCount = 1000;

/** A pattern that was read. */
export interface ParsedPattern {
  readonly pattern: Pattern;
  /** How many groups capture. */
  readonly captures: number;
}

/**
 * Reads a regular expression in the notation of JavaScript: literals, classes, `.`, anchors, `\b`, groups, choices and
 * repetitions. Back references and conditions on what is around are no regular expressions, and are refused.
 */
export function parsePattern(source: string, ignoresCase: boolean): ParsedPattern | PatternProblem {
  const reader = new Reader(source, ignoresCase);
  const pattern = reader.readChoice(0);
  if (reader.problem === undefined && !reader.isAtEnd()) return { problem: "a ')' closes nothing" };
  return reader.problem === undefined ? { pattern, captures: reader.captures } : { problem: reader.problem };
}

const nothing: Pattern = { kind: 'sequence', parts: [] };

/** Reads a pattern from left to right. After the first problem it is at the end. */
class Reader {
  captures = 0;
  problem: string | undefined;
  readonly #characters: readonly string[];
  readonly #ignoresCase: boolean;
  #at = 0;

  constructor(source: string, ignoresCase: boolean) {
    this.#characters = Array.from(source);
    this.#ignoresCase = ignoresCase;
  }

  isAtEnd(): boolean {
    return this.#at >= this.#characters.length;
  }

  /** choice = sequence , { "|" , sequence } */
  readChoice(depth: number): Pattern {
    if (depth > maxDepth) return this.#fail(`groups nest deeper than ${maxDepth}`);
    const options = [this.#readSequence(depth)];
    while (this.#take('|')) options.push(this.#readSequence(depth));
    return options.length === 1 ? (options[0] ?? nothing) : { kind: 'choice', options };
  }

  /** sequence = { atom , [ repetition ] } */
  #readSequence(depth: number): Pattern {
    const parts: Pattern[] = [];
    while (!this.isAtEnd() && this.#peek() !== '|' && this.#peek() !== ')') {
      parts.push(this.#readRepetition(this.#readAtom(depth)));
    }
    return { kind: 'sequence', parts };
  }

  /** repetition = ( "*" | "+" | "?" | "{" , digits , [ "," , [ digits ] ] , "}" ) , [ "?" ] */
  #readRepetition(body: Pattern): Pattern {
    const counts = this.#readCounts();
    if (counts === undefined) return body;
    if (body.kind === 'edge') return this.#fail('an anchor is repeated');
    const [least, most] = counts;
    if (least > maxCount || (most > maxCount && most !== Number.POSITIVE_INFINITY)) {
      return this.#fail(`a part is repeated more than ${maxCount} times`);
    }
    if (most < least) return this.#fail('a repetition ends before it starts');
    const isGreedy = !this.#take('?');
    if ('*+?'.includes(this.#peek() ?? ' ')) return this.#fail('a repetition is repeated');
    return { kind: 'repeat', body, least, most, isGreedy };
  }

  #readCounts(): readonly [least: number, most: number] | undefined {
    if (this.#take('*')) return [0, Number.POSITIVE_INFINITY];
    if (this.#take('+')) return [1, Number.POSITIVE_INFINITY];
    if (this.#take('?')) return [0, 1];
    if (this.#peek() !== '{') return undefined;
    const rest = this.#characters.slice(this.#at, this.#at + 24).join('');
    const match = /^\{(\d+)(,?)(\d*)\}/.exec(rest);
    if (match === null) return undefined;
    this.#at += match[0].length;
    const least = Number(match[1]);
    if (match[2] === '') return [least, least];
    return [least, match[3] === '' ? Number.POSITIVE_INFINITY : Number(match[3])];
  }

  #readAtom(depth: number): Pattern {
    const character = this.#next();
    switch (character) {
      case '.':
        return { kind: 'character', test: notLineEnd };
      case '^':
        return { kind: 'edge', edge: 'start' };
      case '$':
        return { kind: 'edge', edge: 'end' };
      case '(':
        return this.#readGroup(depth);
      case '[':
        return this.#readClass();
      case '\\':
        return this.#readEscape();
      case '*':
      case '+':
      case '?':
        return this.#fail(`there is nothing that '${character}' could repeat`);
      default:
        return this.#literal(character.codePointAt(0) ?? 0);
    }
  }

  /** group = "(" , [ "?:" | "?<" , name , ">" ] , choice , ")" */
  #readGroup(depth: number): Pattern {
    let captures = true;
    if (this.#take('?')) {
      captures = !this.#take(':');
      if (captures && !this.#takeName()) return this.#fail("'(?' stands before something else than ':' or a name");
    }
    const index = captures ? ++this.captures : 0;
    const body = this.readChoice(depth + 1);
    if (!this.#take(')')) return this.#fail("a '(' is not closed");
    return captures ? { kind: 'capture', index, body } : body;
  }

  #takeName(): boolean {
    const match = /^<[A-Za-z_]\w*>/.exec(this.#characters.slice(this.#at, this.#at + 64).join(''));
    this.#at += match?.[0].length ?? 0;
    return match !== null;
  }

  #readEscape(): Pattern {
    if (this.isAtEnd()) return this.#fail("it ends in '\\'");
    const character = this.#next();
    if (character === 'b') return { kind: 'edge', edge: 'word' };
    if (character === 'B') return { kind: 'edge', edge: 'inside' };
    const test = this.#escapedTest(character);
    return test === undefined ? this.#fail(`'\\${character}' is not known`) : { kind: 'character', test };
  }

  #escapedTest(character: string): CharacterTest | undefined {
    const test = findClass(character);
    if (test !== undefined) return test;
    const point = findEscaped(character);
    return point === undefined ? undefined : range(point, point, this.#ignoresCase);
  }

  /** class = "[" , [ "^" ] , { character | class-escape | character , "-" , character } , "]" */
  #readClass(): Pattern {
    const isNegated = this.#take('^');
    const tests: CharacterTest[] = [];
    while (!this.#take(']')) {
      if (this.isAtEnd()) return this.#fail("a '[' is not closed");
      const low = this.#readClassMember();
      if (low === undefined) return nothing;
      if (typeof low === 'number' && this.#peek() === '-' && this.#peek(1) !== ']') {
        this.#at++;
        const high = this.#readClassMember();
        if (typeof high !== 'number' || high < low) return this.#fail('a range of characters is not one');
        tests.push(range(low, high, this.#ignoresCase));
      } else {
        tests.push(typeof low === 'number' ? range(low, low, this.#ignoresCase) : low);
      }
    }
    const test = anyOf(tests);
    return { kind: 'character', test: isNegated ? not(test) : test };
  }

  #readClassMember(): number | CharacterTest | undefined {
    const character = this.#next();
    if (character !== '\\') return character.codePointAt(0);
    const escaped = this.#next();
    const found = escaped === 'b' ? 0x08 : (findClass(escaped) ?? findEscaped(escaped));
    if (found === undefined) this.#fail(`'\\${escaped}' is not known`);
    return found;
  }

  #literal(point: number): Pattern {
    return { kind: 'character', test: range(point, point, this.#ignoresCase) };
  }

  #peek(ahead = 0): string | undefined {
    return this.#characters[this.#at + ahead];
  }

  #next(): string {
    return this.#characters[this.#at++] ?? '';
  }

  #take(character: string): boolean {
    const isThere = this.#peek() === character;
    if (isThere) this.#at++;
    return isThere;
  }

  #fail(problem: string): Pattern {
    this.problem ??= problem;
    this.#at = this.#characters.length;
    return nothing;
  }
}
