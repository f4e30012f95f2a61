import { type Document, parseDocument, type TableValue } from '@tsk/parser';
import { describe, expect, test } from 'vitest';

/** A file of about 1,000 lines: 60 sections with plain values, an array, a call and two objects each. */
function makeLines(): string[] {
  const lines: string[] = [];
  for (let index = 0; index < 60; index++) {
    lines.push(
      `[service_${index}]`,
      'enabled = true',
      `name = "service ${index}"`,
      `hosts = ["a${index}", "b${index}"]`,
      `token = @env("TOKEN_${index}", "none")`,
      'scale_up = {',
      '    cooldown = 300,',
      '    max_instances = 20',
      '}',
      'scale_down = {',
      '    cooldown = 600,',
      '    min_instances = 2',
      '}',
      'timeout = 30s # how long',
      'ports = [',
      '    8080,',
      '    8081',
      ']',
    );
  }
  return lines;
}

const BROKEN = 30;
const start = BROKEN * 18;

/** The places of all leaves of a document, as dotted paths with their values. */
function* leaves(table: TableValue, prefix = ''): Generator<string> {
  for (const { key, value } of table.members.values()) {
    if (value.kind === 'table') yield* leaves(value, `${prefix}${key}.`);
    else yield `${prefix}${key}=${'text' in value ? value.text : JSON.stringify('value' in value ? value.value : '')}`;
  }
}

function errorsOf(document: Document): string[] {
  const errors = document.diagnostics.filter(({ severity }) => severity === 'error');
  return errors.map(({ span, code }) => `${document.lines.positionAt(span.start).line - start} ${code}`);
}

/** A mistake: what it is, which line of the broken section (from 1) it is on, what that line becomes; lines to insert instead. */
interface Mistake {
  readonly name: string;
  readonly line: number;
  readonly becomes: readonly string[];
}

const mistakes: readonly Mistake[] = [
  { name: 'a missing value after a minus', line: 2, becomes: ['enabled = -'] },
  { name: 'a missing operand', line: 2, becomes: ['enabled = 1 +'] },
  { name: 'a missing =', line: 3, becomes: ['name "service"'] },
  { name: 'a key alone', line: 3, becomes: ['name'] },
  { name: 'a stray ]', line: 3, becomes: ['name = "service"]'] },
  { name: 'a stray )', line: 5, becomes: ['token = @env("TOKEN", "none"))'] },
  { name: 'a stray } at the top', line: 14, becomes: ['timeout = 30s }'] },
  { name: 'a stray ] in an object', line: 7, becomes: ['    cooldown = 300],'] },
  { name: 'an unclosed string', line: 3, becomes: ['name = "service'] },
  { name: 'an unclosed string in an object', line: 7, becomes: ['    cooldown = "300,'] },
  { name: 'an unclosed string in an array', line: 4, becomes: ['hosts = ["a, "b"]'] },
  { name: 'an unclosed single-quoted string', line: 3, becomes: ["name = 'service"] },
  { name: 'an unclosed array', line: 4, becomes: ['hosts = ["a", "b"'] },
  { name: 'an unclosed array of several lines', line: 15, becomes: ['extra = [', 'ports = ['] },
  { name: 'an unclosed array that is the last of its section', line: 18, becomes: [] },
  { name: 'an unclosed object', line: 9, becomes: [] },
  { name: 'an unclosed object that is the last of its section', line: 13, becomes: [] },
  { name: 'an object that is opened only', line: 2, becomes: ['enabled = {'] },
  { name: 'an unclosed call', line: 5, becomes: ['token = @env("TOKEN", "none"'] },
  { name: 'an unclosed call in an object', line: 7, becomes: ['    cooldown = @env("C"'] },
  { name: 'an unclosed block', line: 2, becomes: ['extra {', '    a = 1'] },
  { name: 'an unclosed > < block', line: 14, becomes: ['extra >', 'timeout = 30s'] },
  { name: 'a stray <', line: 14, becomes: ['<'] },
  { name: 'half a header', line: 14, becomes: ['[service.'] },
  { name: 'a header without a name', line: 14, becomes: ['[]'] },
  { name: 'a line that is indented too deep', line: 3, becomes: ['  name = "service"'] },
  { name: 'a member with a missing comma', line: 7, becomes: ['    cooldown = 300 other = 1,'] },
  {
    name: 'merge conflict markers',
    line: 3,
    becomes: ['<<<<<<< HEAD', 'name = "a"', '=======', 'name = "b"', '>>>>>>> theirs'],
  },
  { name: 'a foreign comment', line: 3, becomes: ['// name = "service"'] },
  { name: 'unquoted text', line: 3, becomes: ['name = my service here'] },
  { name: 'a control block', line: 3, becomes: ['if (x) {', '    name = 1', '}'] },
  { name: 'an unclosed interpolation', line: 3, becomes: ['name = "${service"'] },
  { name: 'an unclosed triple-quoted string', line: 3, becomes: ['name = """service'] },
];

describe('one mistake in the middle of a long file', () => {
  const lines = makeLines();
  const whole = [...leaves(parseDocument(lines.join('\n'), { file: 'whole.tsk' }).root)];

  test('the file without a mistake has no findings', () => {
    const document = parseDocument(lines.join('\n'), { file: 'whole.tsk' });
    expect(document.diagnostics).toEqual([]);
    expect(whole.length).toBe(60 * 10);
  });

  test.each(mistakes)(
    '$name: 99.5 % of the other entries are kept, with at most two errors from its line on',
    (mistake) => {
      const text = lines.toSpliced(start + mistake.line - 1, 1, ...mistake.becomes).join('\n');
      const document = parseDocument(text, { file: 'broken.tsk' });
      const found = new Set(leaves(document.root));
      const lost = whole.filter((leaf) => !found.has(leaf));
      const errors = errorsOf(document);
      expect.soft(lost.length, `lost ${lost.join(', ')}`).toBeLessThanOrEqual(1 + Math.floor(whole.length * 0.005));
      expect.soft(errors.length, errors.join(', ')).toBeGreaterThan(0);
      expect.soft(errors.length, errors.join(', ')).toBeLessThanOrEqual(2);
      // Where a closer was removed the mistake is at its opener, a few lines above.
      const first = Number.parseInt(errors[0] ?? '', 10);
      const at = mistake.becomes.length > 0 ? mistake.line : openerLine(mistake.line);
      expect.soft(first, errors.join(', ')).toBe(at);
    },
  );
});

/** The line of the opener whose closer stands on a line of the section. */
function openerLine(closer: number): number {
  return closer === 18 ? 15 : closer - 3;
}

test('a header with a string that is open, and in it an interpolation that is open too, is one broken header', () => {
  const document = parseDocument('["a${b\nc = 1\n', { file: 'x.tsk' });
  expect(errorsOf(document).map((error) => error.split(' ')[1])).toEqual(['TSK1026', 'TSK1003']);
  expect([...leaves(document.root)]).toEqual(['a${b.c=1']);
});
