import { analyze } from '@tsk/compiler';
import { describe, expect, it } from 'vitest';
import { analyzeTexts, codesOf } from './analyze-texts.ts';

describe('an analysis', () => {
  it('computes each stage once', () => {
    const analysis = analyzeTexts({ 'a.tsk': '[service]\nname = "shop"' });
    expect(analysis.plan).toBe(analysis.plan);
    expect(analysis.diagnostics).toBe(analysis.diagnostics);
  });

  it('computes nothing before it is asked for', () => {
    const files = new Map([['a.tsk', 'x = 1']]);
    const analysis = analyze({ files, env: {}, nowMs: 0 }, ['a.tsk']);
    files.set('a.tsk', 'y = 2');
    expect([...analysis.values.members.keys()]).toEqual(['y']);
  });

  it('has a whole plan for no files at all', () => {
    const { plan, diagnostics } = analyzeTexts({});
    expect(diagnostics).toEqual([]);
    expect(plan).toMatchObject({
      server: { host: '127.0.0.1', port: 8080, adminHost: '127.0.0.1', adminPort: 9090 },
      scaling: { enabled: false, minInstances: 1 },
      balancing: { tls: { enabled: false } },
    });
  });

  it('lists its findings in the order of the text', () => {
    const text = '[service]\nname = 1 / 0\ncommand = 5\nargs = [$a]\n';
    expect(codesOf(analyzeTexts({ 'a.tsk': text }))).toEqual(['TSK3005', 'TSK4003', 'TSK3001']);
  });

  it('runs no check while there are errors: a check would speak of something else than what is written', () => {
    const text = '[service]\nprovider = "static"\n\n[load_balancing.instances]\nx = { host = 1 / 0, port = 80 }\n';
    expect(codesOf(analyzeTexts({ 'a.tsk': text }))).toEqual(['TSK3005']);
  });
});

/** Tables of which an empty one means the same as none: all of their settings have the defaults of the schema. */
const tables = ['service', 'server', 'scalability_architecture', 'scalability_architecture.monitoring'];

describe('an empty table', () => {
  it.each(tables)('[%s] means the same as none', (table) => {
    const { sources: _none, ...without } = analyzeTexts({}).plan;
    const { sources: _one, ...plan } = analyzeTexts({ 'a.tsk': `[${table}]\n` }).plan;
    expect(plan).toEqual(without);
  });
});
