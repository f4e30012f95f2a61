import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument, type TableValue, type Value } from '@tsk/parser';
import { checkConfig, checkCustom, configDiagnostics, loadCustomSchema } from '@tsk/schemas';
import { decodePlan, planProblemKinds } from '@tsk/schemas/plan';
import { describe, expect, it } from 'vitest';
import { samplePlan } from './sample-plan.ts';

const folder = join(import.meta.dirname, '..', '..', 'docs', 'diagnostics');
const read = (code: string): string => readFileSync(join(folder, `${code}.md`), 'utf8');

/** The text of the page's fenced block with that info string. */
function example(page: string, info: string): string {
  const parts = page.split(`\`\`\`${info}\n`);
  expect(parts, `blocks "${info}"`).toHaveLength(2);
  return parts[1]?.split('\n```')[0] ?? '';
}

describe('the page of each finding about settings', () => {
  const ofOwnSchemas = ['TSK4019', 'TSK4020'];

  for (const { code, title, mnemonic } of configDiagnostics.filter(({ code }) => !ofOwnSchemas.includes(code))) {
    it(`${code}: the wrong example has it, the right one has nothing`, () => {
      const page = read(code);
      expect(page.startsWith(`# ${code}: ${title}\n\n\`${mnemonic}\`\n\n`)).toBe(true);
      expect(codesOf(example(page, 'tsk wrong'), code)).toEqual([code]);
      expect(codesOf(example(page, 'tsk right'), code)).toEqual([]);
    });
  }
});

describe('the page of each finding about schemas of your own', () => {
  const load = async (text: string) => {
    const loaded = await loadCustomSchema(text, 'own.schema.json');
    return loaded.kind === 'loaded' ? loaded.schema : undefined;
  };

  it('TSK4019: the wrong example is no schema, the right one is', async () => {
    const page = read('TSK4019');
    expect(await load(example(page, 'json wrong'))).toBeUndefined();
    expect(await load(example(page, 'json right'))).toBeDefined();
  });

  it('TSK4020: the wrong example has it, the right one has nothing', async () => {
    const page = read('TSK4020');
    const schema = await load(example(page, 'json schema'));
    if (schema === undefined) throw new Error('the schema of the page is none');
    const codes = (info: string) =>
      checkCustom(parseDocument(example(page, info), { file: 'a.tsk' }).root, schema).map(({ code }) => code);
    expect(codes('tsk wrong')).toEqual(['TSK4020']);
    expect(codes('tsk right')).toEqual([]);
  });
});

describe('the page of each problem with a plan', () => {
  for (const { code, title, mnemonic } of planProblemKinds) {
    it(`${code}: the wrong example has it, the right one has nothing`, () => {
      const page = read(code);
      expect(page.startsWith(`# ${code}: ${title}\n\n\`${mnemonic}\`\n\n`)).toBe(true);
      expect(problemsOf(example(page, 'json wrong'))).toContain(code);
      expect(problemsOf(example(page, 'json right'))).toEqual([]);
    });
  }
});

it('no page is left over', () => {
  const known = [...configDiagnostics, ...planProblemKinds].map(({ code }) => `${code}.md`);
  const pages = readdirSync(folder).filter((name) => name.startsWith('TSK40') || name.startsWith('TSK700'));
  expect(pages.toSorted()).toEqual(known.toSorted());
});

/** What is found in an example. The environment is looked at where the page is about that. */
function codesOf(text: string, code: string): string[] {
  const { root, diagnostics } = parseDocument(text, { file: 'example.tsk' });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const looksAtEnvironment = code === 'TSK4011' || code === 'TSK4012';
  const options = looksAtEnvironment ? { environment: { PATH: '/usr/bin:/bin' } } : {};
  return checkConfig(deferCalls(root), options).diagnostics.map((found) => found.code);
}

/** Does what the evaluator does to `@env` calls in the values of a table. */
function deferCalls(table: TableValue): TableValue {
  const members = [...table.members].map(
    ([key, member]) => [key, { ...member, value: deferCall(member.value) }] as const,
  );
  return { ...table, members: new Map(members) };
}

function deferCall(value: Value): Value {
  if (value.kind === 'table') return deferCalls(value);
  if (value.kind !== 'expression') return value;
  const [, name = '', fallback] = /^@env\("(\w+)"(?:, "(\w+)")?\)$/.exec(value.text) ?? [];
  const { text, file, span } = value;
  const deferred: Value = { kind: 'deferred', operator: 'env', name, text, file, span };
  return fallback === undefined ? deferred : { ...deferred, defaultValue: fallback };
}

/** The problems of a whole plan into which the example's parts are put. */
function problemsOf(part: string): string[] {
  const json = merge(samplePlan, JSON.parse(part));
  const decoded = decodePlan(json, { env: { PATH: '/usr/bin:/bin' } });
  return decoded.ok ? [] : decoded.problems.map(({ code }) => code);
}

/** JSON merge patch (RFC 7396), in which an object with `$env` is a value. */
function merge(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || '$env' in patch) return patch;
  const result = new Map<string, unknown>(Object.entries(Object(target)));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) result.delete(key);
    else result.set(key, merge(result.get(key), value));
  }
  return Object.fromEntries(result);
}
