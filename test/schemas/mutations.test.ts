import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Diagnostic, type Member, parseDocument, type TableValue } from '@tsk/parser';
import { checkConfig, findSetting } from '@tsk/schemas';
import { describe, expect, it } from 'vitest';
import { applyFix } from './values.ts';

const examples = join(import.meta.dirname, '..', '..', 'examples');

const files = [
  'founding/auto-scaling.tsk',
  'founding/load-balancing.tsk',
  'founding/scalability-architecture.tsk',
  'founding/debug-scalability.tsk',
  'web-service/service.tsk',
];

/** A change of a text that is one mistake, and the part of the changed text that it is in. */
interface Mutation {
  readonly name: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const read = (text: string): TableValue => parseDocument(text, { file: 'a.tsk' }).root;

function findingsOf(text: string): readonly Diagnostic[] {
  const { root, diagnostics } = parseDocument(text, { file: 'a.tsk' });
  const textAt = ({ span }: Diagnostic | { span: { start: number; end: number } }): string =>
    text.slice(span.start, span.end);
  return [...diagnostics.filter(({ severity }) => severity === 'error'), ...checkConfig(root, { textAt }).diagnostics];
}

/** Each key of a document with its path. */
function* members(table: TableValue, path: readonly string[] = []): Generator<readonly [string[], Member]> {
  for (const [key, member] of table.members) {
    yield [[...path, key], member];
    if (member.value.kind === 'table') yield* members(member.value, [...path, key]);
  }
}

/** Every mistake of some kind that can be made in a document. */
function* mutate(text: string): Generator<Mutation> {
  const change = (name: string, start: number, end: number, by: string): Mutation => ({
    name: `${name}: ${by}`,
    text: text.slice(0, start) + by + text.slice(end),
    start,
    end: start + by.length,
  });
  for (const [path, { keySpan, value }] of members(read(text))) {
    const name = path.join('.');
    const setting = findSetting(path);
    const { start, end } = value.span;
    const key = text.slice(keySpan.start, keySpan.end);
    if (!isHead(path)) {
      const half = Math.floor(key.length / 2);
      yield change(`${name} misspelt`, keySpan.start, keySpan.end, `${key.slice(0, half)}x${key.slice(half)}`);
      yield change(`${name} with letters swapped`, keySpan.start, keySpan.end, swap(key));
    }
    if (value.kind === 'scalar' || value.kind === 'quantity') {
      const [table = ''] = path;
      if (path.length > 2 && !isHead(path) && !isUnderstood(table, key)) {
        const line = `\n[${table}]\n`;
        const moved = change(
          `${name} in [${table}]`,
          text.length,
          text.length,
          `${line}${key} = ${text.slice(start, end)}\n`,
        );
        yield { ...moved, start: text.length + line.length, end: text.length + line.length + key.length };
      }
      const isText = typeof (setting?.default ?? setting?.examples[0]) === 'string' && setting?.unit === undefined;
      if (!isText && !setting?.type.startsWith('text')) {
        yield change(`${name} of the wrong type`, start, end, '"what?"');
      }
      if (setting?.type.includes('`true`')) yield change(`${name} as a word`, start, end, '"yes"');
      if (setting?.type.includes('`true`')) yield change(`${name} as a number`, start, end, '1');
      if (setting?.type.includes('number'))
        yield change(`${name} in quotes`, start, end, `"${text.slice(start, end)}"`);
      if (setting?.range !== undefined) yield change(`${name} below its range`, start, end, '-1');
      if (setting?.range !== undefined) yield change(`${name} above its range`, start, end, '99999999999999');
      if (setting?.unit !== undefined) yield change(`${name} with an unknown unit`, start, end, '5parsec');
      if (setting?.unit === 's' || setting?.unit === 'ms') yield change(`${name} as a size`, start, end, '5MB');
      if (setting?.unit === 's') yield change(`${name} with a unit in words`, start, end, '"5 minutes"');
      if (setting?.isClosed) yield change(`${name} as no choice`, start, end, '"whatever"');
      if (setting?.isClosed && value.kind === 'scalar') {
        yield change(`${name} as a misspelt choice`, start, end, JSON.stringify(swap(String(value.value))));
      }
      yield change(`${name} as a list`, start, end, '[[1]]');
      yield change(`${name} as null`, start, end, 'null');
    }
  }
}

/** Whether a path is that of a value before a table of its name, which has no key of its own in the text. */
const isHead = (path: readonly string[]): boolean =>
  path.at(-1) === '$value' || path.join('.') === 'load_balancing.health_checks.enabled';

/** Whether a table has a key of that name, or takes it for another. */
function isUnderstood(table: string, key: string): boolean {
  const { keys = [], moved = {} } = findSetting([table]) ?? {};
  const names = keys.flatMap((own) => [own, ...(findSetting([table, own])?.aliases ?? [])]);
  return names.includes(key) || Object.hasOwn(moved, key);
}

/** A name with two letters in the middle swapped, or doubled where they are the same. */
function swap(name: string): string {
  const at = Math.floor(name.length / 2);
  const [a = '', b = ''] = [name[at - 1], name[at]];
  return a === b ? name.slice(0, at) + a + name.slice(at) : name.slice(0, at - 1) + b + a + name.slice(at + 1);
}

const mutations = files.map((file) => {
  const text = readFileSync(join(examples, file), 'utf8');
  return { file, text, list: [...mutate(text)] };
});

it('there are more than 150 mistakes to make', () => {
  expect(mutations.flatMap(({ list }) => list).length).toBeGreaterThan(150);
});

describe.each(mutations)('one mistake in $file is one finding', ({ text, list }) => {
  it('and there is none without it', () => expect(findingsOf(text)).toEqual([]));

  it.each(list)('$name', ({ text: changed, start, end }) => {
    const found = findingsOf(changed);
    expect(found.map(({ message }) => message)).toHaveLength(1);
    const [finding] = found;
    if (finding === undefined) return;
    // The parser tells at the second of two places that a key cannot be both a value and a table.
    const isInside = finding.span.start <= start && finding.span.end >= end;
    expect(isInside || finding.code === 'TSK2007').toBe(true);
    const fixed = applyFix(changed, finding);
    if (fixed !== undefined) expect(findingsOf(fixed).map(({ message }) => message)).toEqual([]);
  });
});
