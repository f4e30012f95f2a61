import { chmodSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { applyEdits, type Diagnostic } from '@tsk/parser';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixAll } from '../../compiler/src/cli/fix/fix-all.ts';
import { lineEdits } from '../../compiler/src/cli/fix/line-edits.ts';
import { type CliFolder, makeCliFolder } from './run-cli.ts';

let folder: CliFolder;
beforeEach(() => {
  folder = makeCliFolder();
});
afterEach(() => folder.remove());

describe('check --fix', () => {
  it('makes the fixes of all findings, and reports what is left', async () => {
    folder.write('a.tsk', '[service]\nnmae = "shop"\nprovider = "zzzzzzzz"\n# tsk-ignore TSK5105 old\n');
    const { code, out, err } = await folder.run(['check', 'a.tsk', '--fix', '--format', 'text']);
    expect(folder.read('a.tsk')).toBe('[service]\nname = "shop"\nprovider = "zzzzzzzz"\n# tsk-ignore TSK5105 old\n');
    expect(code).toBe(1);
    expect(out).toMatch(/^a\.tsk:3:12: error TSK4005: .*\n$/);
    expect(err).toBe('fixed a.tsk: TSK4002: Rename to name\n1 fix in 1 file made\n');
  });

  it('goes on until nothing changes: one fix uncovers the next', async () => {
    folder.write('a.tsk', 'x = 1 # tsk-ignore TSK5105 TSK5106\n');
    const { code, out } = await folder.run(['check', 'a.tsk', '--fix']);
    expect([code, out]).toEqual([0, 'No findings in 1 file\n']);
    expect(folder.read('a.tsk')).toBe('x = 1\n');
  });

  it('leaves files alone that need no fix, and keeps what may be executed executable', async () => {
    folder.write('a.tsk', 'x = 1 # tsk-ignore TSK5105\n');
    folder.write('b.tsk', 'y = 1\n');
    chmodSync(join(folder.path, 'a.tsk'), 0o755);
    const before = statSync(join(folder.path, 'b.tsk')).mtimeMs;
    await folder.run(['check', '.', '--fix']);
    expect(statSync(join(folder.path, 'a.tsk')).mode & 0o777).toBe(0o755);
    expect(statSync(join(folder.path, 'b.tsk')).mtimeMs).toBe(before);
  });

  it('fixes a file that several configurations include once', async () => {
    folder.write('base.tsk', '[service]\nnmae = "shop"\n');
    for (const name of ['a', 'b']) folder.write(`${name}/x.tsk`, '@include "../base.tsk"\n');
    const { code, err } = await folder.run(['check', '.', '--fix']);
    expect([code, folder.read('base.tsk')]).toEqual([0, '[service]\nname = "shop"\n']);
    expect(err).toContain('1 fix in 1 file made\n');
  });

  it('mends tsk.json as well, and then goes by what it says', async () => {
    folder.write('tsk.json', '{ "rulez": { "TSK4211": "off" } }');
    folder.write('a.tsk', 'x = 1 # tsk-ignore TSK2003\n');
    const { code, out } = await folder.run(['check', 'a.tsk', '--fix', '--fix-only', 'TSK4202', '--format', 'text']);
    expect([code, out]).toEqual([0, '']);
    expect(folder.read('tsk.json')).toBe('{ "rules": { "TSK4211": "off" } }');
  });

  it('makes only the fixes that --fix-only names', async () => {
    const text = '[service]\nnmae = "shop"\nx = 1 # tsk-ignore TSK2003\n';
    folder.write('a.tsk', text);
    const { err } = await folder.run([
      'check',
      'a.tsk',
      '--fix',
      '--fix-only',
      'TSK2001',
      '--fix-only',
      'H_IGNORE_UNUSED',
    ]);
    expect(folder.read('a.tsk')).toBe('[service]\nnmae = "shop"\nx = 1\n');
    expect(err).toContain('fixed a.tsk: TSK4211: Remove the comment\n');
  });

  it.each([
    [['a.tsk', '--fix-only', 'TSK4002'], '--fix-only says which fixes to make; add --fix'],
    [['a.tsk', '--fix', '--fix-only', 'W_HEALTH_TIMOUT'], "Did you mean 'W_HEALTH_TIMEOUT'?"],
    [['-', '--fix'], '--fix cannot change standard input; use --fix-dry-run'],
  ])('refuses what cannot be done: %j', async (args, message) => {
    folder.write('a.tsk', 'x = 1\n');
    const { code, err } = await folder.run(['check', ...args]);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});

describe('check --fix-dry-run', () => {
  it('prints what would change, and changes nothing', async () => {
    const text = '[service]\nnmae = "shop"\n\n\n\n\n\n\n\n\n[x]\nx = 1 # tsk-ignore TSK2003\n';
    folder.write('a.tsk', text);
    const { code, out, err } = await folder.run(['check', 'a.tsk', '--fix-dry-run']);
    expect(folder.read('a.tsk')).toBe(text);
    expect(out).toBe(`--- a.tsk
+++ a.tsk
@@ -1,5 +1,5 @@
 [service]
-nmae = "shop"
+name = "shop"
 
 
 
@@ -9,4 +9,4 @@
 
 
 [x]
-x = 1 # tsk-ignore TSK2003
+x = 1
`);
    expect([code, err]).toEqual([0, '2 fixes in 1 file can be made\nNo findings in 1 file\n']);
  });

  it('reads standard input', async () => {
    const { out } = await folder.run(['check', '-', '--fix-dry-run'], { input: '[service]\nnmae = "shop"\n' });
    expect(out).toContain('+++ stdin.tsk\n');
  });
});

/** A finding for each match of a pattern, whose fix writes something else there. */
function findings(
  text: string,
  pattern: RegExp,
  newText: string,
  severity: Diagnostic['severity'],
): readonly Diagnostic[] {
  return [...text.matchAll(pattern)].map(({ index, 0: found }) => {
    const span = { start: index, end: index + found.length };
    const fix = { title: `Write ${newText}`, edits: [{ span, newText }] };
    return { code: 'TSK4002', severity, message: `There is ${found}.`, file: 'a', span, fix };
  });
}

describe('fixing', () => {
  const fix = (text: string, findIn: (text: string) => readonly Diagnostic[]) =>
    fixAll({
      texts: new Map([['a', text]]),
      findings: findIn(text),
      findIn: (texts) => findIn(texts.get('a') ?? ''),
      wants: () => true,
    });

  it('makes no fix that brings an error, and all others', () => {
    const outcome = fix('a b a c', (text) => [
      ...findings(text, /a/g, 'x', 'warning'),
      ...findings(text, /b/g, 'E', 'warning'),
      ...findings(text, /E/g, 'E', 'error'),
    ]);
    expect(outcome.texts.get('a')).toBe('x b x c');
    expect(outcome.fixed).toHaveLength(2);
    expect(outcome.refused.map(({ message }) => message)).toEqual(['There is b.']);
  });

  it('ends where two fixes undo each other', () => {
    const outcome = fix('a', (text) => [...findings(text, /a/g, 'b', 'hint'), ...findings(text, /b/g, 'a', 'hint')]);
    expect(['a', 'b']).toContain(outcome.texts.get('a'));
  });

  it('makes one of two fixes that touch in one round', () => {
    const outcome = fix('ab', (text) => [...findings(text, /ab/g, 'x', 'hint'), ...findings(text, /b/g, 'y', 'hint')]);
    expect(outcome.texts.get('a')).toBe('x');
  });
});

describe('the edits between two texts', () => {
  const text = fc
    .array(fc.constantFrom('a\n', 'b\n', 'c\r\n', '\n', 'd'), { maxLength: 12 })
    .map((lines) => lines.join(''));

  it('turn the one into the other, in order', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const edits = lineEdits(before, after);
        expect(applyEdits(before, edits)).toBe(after);
        for (const [index, edit] of edits.entries()) {
          expect(edit.span.start).toBeGreaterThan(edits[index - 1]?.span.end ?? -1);
        }
      }),
    );
  });

  it('leave out what stays', () => {
    expect(lineEdits('a\nb\nc\n', 'a\nx\nc\n')).toEqual([{ span: { start: 2, end: 4 }, newText: 'x\n' }]);
  });
});
