import { describe, expect, it } from 'vitest';
import { analyzeTexts, codesOf } from './analyze-texts.ts';

describe('several files', () => {
  it('merge their tables', () => {
    const { plan } = analyzeTexts({ 'a.tsk': '[service]\nname = "a"', 'b.tsk': '[service]\ncommand = "node"' });
    expect(plan.service).toMatchObject({ name: 'a', command: 'node' });
  });

  it('are a contradiction where they differ, told with both places', () => {
    const { diagnostics } = analyzeTexts({ 'a.tsk': '[service]\nname = "a"', 'b.tsk': '[service]\nname = "b"' });
    expect(diagnostics).toMatchObject([
      { code: 'TSK5001', severity: 'error', file: 'b.tsk', related: [{ file: 'a.tsk', span: { start: 10, end: 20 } }] },
    ]);
  });

  it('are a hint where they agree', () => {
    const text = '[service]\nname = "a"\nargs = ["x", 1]';
    expect(codesOf(analyzeTexts({ 'a.tsk': text, 'b.tsk': text }))).toEqual(['TSK5002', 'TSK5002']);
  });

  it('say of the file that includes another only what it changes', () => {
    const files = {
      'app/a.tsk': '@include "../base.tsk"\n[service]\nname = "a"',
      'base.tsk': '[service]\nname = "b"\ncommand = "c"',
    };
    const analysis = analyzeTexts(files);
    expect(codesOf(analysis)).toEqual([]);
    expect(analysis.plan.service).toMatchObject({ name: 'a', command: 'c' });
  });

  it('list an include that is not there', () => {
    const analysis = analyzeTexts({ 'app/a.tsk': '@include "../base.tsk"' });
    expect(analysis.missing).toMatchObject([{ path: 'base.tsk', file: 'app/a.tsk' }]);
    expect(codesOf(analysis)).toEqual(['TSK3020']);
  });

  it('mean the same in another order', () => {
    const a = { 'a.tsk': '[service]\nname = "a"\n[load_balancing]\nhealth_checks = true' };
    const b = { 'b.tsk': '[load_balancing.health_checks]\ninterval = 10' };
    const one = analyzeTexts({ ...a, ...b });
    const other = analyzeTexts({ ...b, ...a });
    const body = ({ sources: _sources, origins: _origins, ...rest }: typeof one.plan) => rest;
    expect(codesOf(one)).toEqual(codesOf(other));
    expect(body(one.plan)).toEqual(body(other.plan));
    expect(one.plan.balancing.health).toMatchObject({ enabled: true, intervalMs: 10_000 });
  });
});
