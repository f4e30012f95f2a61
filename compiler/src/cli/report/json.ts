import { positionsIn } from './describe.ts';
import { describeFinding } from './finding.ts';
import type { Reporter } from './report.ts';

export { mnemonicOf } from './finding.ts';

/** One object for programs: the files, the findings, and how many there are of each severity. */
export const json: Reporter = {
  name: 'json',
  summary: 'one object for programs',
  render({ findings, files, configurations, counts, hidden, texts }) {
    const positions = positionsIn(texts);
    const diagnostics = findings.map((finding) => describeFinding(finding, positions));
    return `${JSON.stringify({ files, configurations, diagnostics, counts, hidden }, null, 2)}\n`;
  },
};
