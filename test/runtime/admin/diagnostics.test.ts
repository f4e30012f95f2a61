import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plan } from '@tsk/schemas/plan';
import { afterAll, describe, expect, it } from 'vitest';
import { readPlanFile } from '../../../runtime/src/run/plan-file.ts';
import { runPlan } from '../../../runtime/src/run/run-plan.ts';
import { RuntimeStartError } from '../../../runtime/src/run/start-error.ts';
import { recordingLog } from '../instances/recording-log.ts';
import { testPlan } from './plan.ts';

const pages = fileURLToPath(new URL('../../../docs/diagnostics/', import.meta.url));
const codes = readdirSync(pages).flatMap((name) => /^(TSK71\d\d)\.md$/.exec(name)?.[1] ?? []);
const folder = mkdtempSync(join(tmpdir(), 'tsk-pages-'));
afterAll(() => rmSync(folder, { recursive: true }));

function readExample(code: string, kind: 'wrong' | 'right'): string {
  const page = readFileSync(join(pages, `${code}.md`), 'utf8');
  expect(page.startsWith(`# ${code}: `)).toBe(true);
  const example = new RegExp(`^\`\`\`\\w+ ${kind}\n(.*?)^\`\`\``, 'ms').exec(page)?.[1];
  return example ?? expect.unreachable(`${code} has no example that is ${kind}`);
}

/** The first code that starting with a part of a plan gives; undefined where it starts. */
async function findStartProblem(part: object): Promise<string | undefined> {
  try {
    const runtime = await runPlan(merge(testPlan, part) as Plan, { log: recordingLog().log });
    await runtime.stop();
    return undefined;
  } catch (error) {
    if (!(error instanceof RuntimeStartError)) throw error;
    return error.code;
  }
}

/** The code with which a file is refused before it is looked at as a plan. */
async function findFileProblem(text: string): Promise<string | undefined> {
  const path = join(folder, 'plan.json');
  writeFileSync(path, text);
  const read = await readPlanFile(path, {});
  return read.ok ? undefined : read.problems.find(({ code }) => code.startsWith('TSK71'))?.code;
}

function merge(base: unknown, part: unknown): unknown {
  const isRecord = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isRecord(base) || !isRecord(part)) return part;
  return { ...base, ...Object.fromEntries(Object.entries(part).map(([key, value]) => [key, merge(base[key], value)])) };
}

describe('the pages of start problems', () => {
  it('are there', () => {
    expect(codes).toEqual(['TSK7101', 'TSK7102', 'TSK7103', 'TSK7104', 'TSK7105', 'TSK7106', 'TSK7107', 'TSK7110']);
  });

  it.each(codes)('%s: the wrong example has the problem, the right one has not', async (code) => {
    const find = (text: string) => (code === 'TSK7106' ? findFileProblem(text) : findStartProblem(JSON.parse(text)));
    expect(await find(readExample(code, 'wrong'))).toBe(code);
    expect(await find(readExample(code, 'right'))).toBeUndefined();
  });
});
