import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DebugPlan } from '@tsk/schemas/plan';
import { afterAll, describe, expect, it } from 'vitest';
import { type LogOptions, openLog } from '../../../runtime/src/monitor/log-factory.ts';

const folder = mkdtempSync(join(tmpdir(), 'tsk-log-'));
afterAll(() => rmSync(folder, { recursive: true }));

const off: DebugPlan = { enabled: false, logLevel: 'trace', traceScalability: false, console: false, file: null };
const on: DebugPlan = { ...off, enabled: true, console: true };

function open(debug: DebugPlan, options: Partial<LogOptions> & { isTTY?: boolean } = {}) {
  const lines: string[] = [];
  const { isTTY = false, ...rest } = options;
  const opened = openLog({ debug, console: { isTTY, write: (line) => lines.push(line) }, ...rest });
  return { ...opened, lines };
}

const messages = (lines: readonly string[]) => lines.map((line) => JSON.parse(line).msg);

describe('the log', () => {
  it('writes JSON lines where the console is no terminal', () => {
    const { log, lines } = open(on);
    log.child({ instance: 'process-1' }).warn('It is slow.', { latencyMs: 12 });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 40,
      instance: 'process-1',
      latencyMs: 12,
      msg: 'It is slow.',
    });
  });

  it('writes short lines for people where it is one', () => {
    const { log, lines } = open(on, { isTTY: true });
    log.warn('It is slow.', { instance: 'process-1', why: 'two words' });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are escape sequences
    const plain = (lines[0] ?? '').replaceAll(/\u001b\[\d+m/g, '');
    expect(plain).toMatch(/^\d\d:\d\d:\d\d warn {2}It is slow\. {2}instance=process-1 why="two words"\n$/);
  });

  it('shows the stack of an error that goes with a line', () => {
    const { log, lines } = open(on, { isTTY: true });
    log.error('It broke.', { error: new Error('because') });
    expect(lines[0]).toContain('Error: because\n    at ');
  });

  it('is at info on the console where the debug settings are off', () => {
    const { log, lines } = open({ ...off, file: join(folder, 'never.log') });
    log.debug('hidden');
    log.info('shown');
    expect(messages(lines)).toEqual(['shown']);
    expect(() => readFileSync(join(folder, 'never.log'))).toThrow();
  });

  it('keeps to the level of the plan, and to another one that is asked for', () => {
    const quiet = open({ ...on, logLevel: 'warn' });
    quiet.log.info('hidden');
    expect(quiet.lines).toEqual([]);
    const loud = open({ ...on, logLevel: 'warn' }, { level: 'trace' });
    loud.log.trace('shown');
    expect(messages(loud.lines)).toEqual(['shown']);
  });

  it('appends to the file of the plan, also where the console is off', () => {
    const file = join(folder, 'debug.log');
    for (const text of ['first', 'second']) {
      const { log, lines, close } = open({ ...on, console: false, file });
      log.info(text);
      close();
      expect(lines).toEqual([]);
    }
    expect(messages(readFileSync(file, 'utf8').trim().split('\n'))).toEqual(['first', 'second']);
  });

  it('warns once, with the place in the source, where the file cannot be written', () => {
    const { log, lines } = open({ ...on, file: join(folder, 'no', 'such.log') }, { fileOrigin: 'debug.tsk:7:8' });
    log.info('on it goes');
    expect(messages(lines)).toEqual([
      expect.stringMatching(/^debug\.tsk:7:8: The log file .*such\.log cannot be written \(ENOENT/),
      'on it goes',
    ]);
  });
});
