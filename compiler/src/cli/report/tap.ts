import { positionsIn } from './describe.ts';
import { describeFinding } from './finding.ts';
import { findingsByFile } from './findings-by-file.ts';
import type { Reporter } from './report.ts';

/** Test Anything Protocol, version 14: a test for each file, with its findings as diagnostics. (https://testanything.org) */
export const tap: Reporter = {
  name: 'tap',
  summary: 'Test Anything Protocol, version 14',
  render(report) {
    const positions = positionsIn(report.texts);
    const files = findingsByFile(report);
    const tests = files.map(({ file, findings }, index) => {
      const isOk = !findings.some(({ severity }) => report.isFailure(severity));
      const name = file.replace(/[\\#]/g, '\\$&').replace(/[\r\n]/g, ' ');
      // JSON is YAML as well, and needs no care with quotes.
      const rows = findings.map((finding) => `    - ${JSON.stringify(describeFinding(finding, positions))}\n`);
      const details = rows.length === 0 ? '' : `  ---\n  findings:\n${rows.join('')}  ...\n`;
      return `${isOk ? 'ok' : 'not ok'} ${index + 1} - ${name}\n${details}`;
    });
    return `TAP version 14\n1..${tests.length}\n${tests.join('')}`;
  },
};
