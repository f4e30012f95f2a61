import { positionsIn } from './describe.ts';
import { describeFinding } from './finding.ts';
import type { Reporter } from './report.ts';

/** One line with an object for each finding, for programs that read line by line. */
export const jsonl: Reporter = {
  name: 'jsonl',
  summary: 'one object on a line for each finding',
  render({ findings, texts }) {
    const positions = positionsIn(texts);
    return findings.map((finding) => `${JSON.stringify(describeFinding(finding, positions))}\n`).join('');
  },
};
