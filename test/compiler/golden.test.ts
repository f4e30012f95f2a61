import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compile } from '@tsk/compiler';
import { decodePlan } from '@tsk/schemas/plan';
import { describe, expect, it } from 'vitest';
import { analyzeTexts, listFindings, type Texts } from './analyze-texts.ts';

const folder = fileURLToPath(new URL('../fixtures/compile/', import.meta.url));

/** Every case has its .tsk files, what is found in them, and the plan where there is no error. */
describe.each(readdirSync(folder))('%s', (name) => {
  const files = readdirSync(`${folder}${name}`);
  const sources = files.filter((file) => file.endsWith('.tsk')).toSorted();
  const texts: Texts = Object.fromEntries(
    sources.map((file) => [file, readFileSync(`${folder}${name}/${file}`, 'utf8')]),
  );
  const { artifacts, diagnostics } = compile({ files: new Map(Object.entries(texts)), env: {}, nowMs: 0 }, sources);
  const [plan] = artifacts;

  it('has no stray file', () => {
    const expected = [...sources, 'findings.txt', ...(plan === undefined ? [] : ['plan.json'])];
    expect(files.toSorted()).toEqual(expected.toSorted());
  });

  it('gives the expected findings', async () => {
    const findings = listFindings(analyzeTexts(texts)).join('\n');
    await expect(`${findings}\n`).toMatchFileSnapshot(`${folder}${name}/findings.txt`);
  });

  it.runIf(plan !== undefined)('gives the expected plan, which the runtime can read', async () => {
    await expect(plan?.text).toMatchFileSnapshot(`${folder}${name}/plan.json`);
    const decoded = decodePlan(JSON.parse(plan?.text ?? ''), { env: {} });
    expect(decoded).toMatchObject({ ok: true });
  });

  it('gives no plan where there is an error, and only there', () => {
    expect(plan === undefined).toBe(diagnostics.some(({ severity }) => severity === 'error'));
  });
});
