import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyzeTexts, listFindings } from './analyze-texts.ts';

const folder = new URL('../../examples/founding/', import.meta.url);
const texts = Object.fromEntries(
  readdirSync(folder)
    .filter((name) => name.endsWith('.tsk'))
    .map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]),
);

describe('the checks of the founding documents', () => {
  const found = listFindings(analyzeTexts(texts)).filter((line) => / TSK5\d{3} /.test(line));

  it('find these, and nothing else', () => {
    expect(found.map((line) => line.slice(0, line.indexOf(' TSK') + 8))).toMatchInlineSnapshot(`
      [
        "auto-scaling.tsk:10:22 TSK5106",
        "auto-scaling.tsk:11:21 TSK5119",
        "auto-scaling.tsk:37:1 TSK5107",
        "auto-scaling.tsk:38:23 TSK5128",
        "auto-scaling.tsk:44:1 TSK5107",
        "auto-scaling.tsk:54:21 TSK5129",
        "auto-scaling.tsk:55:24 TSK5131",
        "load-balancing.tsk:31:23 TSK5155",
        "scalability-architecture.tsk:13:18 TSK5120",
        "scalability-architecture.tsk:41:13 TSK5143",
        "scalability-architecture.tsk:53:16 TSK5147",
      ]
    `);
  });

  it.each([
    ['the score that saturation does not reach', 'TSK5106', ['0.246', '7071 ms', '3500 per second']],
    [
      'the fleet that practically never shrinks',
      'TSK5119',
      ['under 13.5 %', '6 % at 50 per second', 'from 100 per second'],
    ],
    ['the threshold that is not in the configuration', 'TSK5107', ['`threshold_high` of `cpu_utilization` is taken']],
    ['the horizon that the window is not', 'TSK5129', ['only the history (1 h)']],
    ['the confidence that is no R²', 'TSK5131', ['prediction interval (80 %)']],
    ['the two autoscalers', 'TSK5120', ['only one decides']],
    ['the replicas that Redis would refuse for each master', 'TSK5143', ['3 masters and 3 replicas', '12 nodes']],
    ['the triggers that fire for ever', 'TSK5147', ['would fire for ever']],
  ])('speak of %s with its figures', (_, code, parts) => {
    const message = found.find((line) => line.includes(code)) ?? '';
    for (const part of parts) expect(message).toContain(part);
  });
});
