import type { Severity } from '@tsk/parser';
import { positionsIn } from './describe.ts';
import { regionOf } from './finding.ts';
import { fingerprints } from './fingerprint.ts';
import type { Reporter } from './report.ts';

const severities: Readonly<Record<Severity, string>> = {
  error: 'critical',
  warning: 'major',
  info: 'minor',
  hint: 'info',
};

/** A Code Quality report of GitLab, as its artifact `codequality` takes it. */
export const gitlab: Reporter = {
  name: 'gitlab',
  summary: 'a Code Quality report of GitLab',
  render({ findings, texts }) {
    const positions = positionsIn(texts);
    const names = fingerprints(findings, texts, positions);
    const issues = findings.map((finding, index) => {
      const { line, column, endLine, endColumn } = regionOf(finding, positions);
      return {
        type: 'issue',
        description: `${finding.code}: ${finding.message}`,
        check_name: finding.code,
        fingerprint: names[index],
        severity: severities[finding.severity],
        categories: ['Bug Risk'],
        location: {
          path: finding.file,
          lines: { begin: line, end: endLine },
          positions: { begin: { line, column }, end: { line: endLine, column: endColumn } },
        },
      };
    });
    return `${JSON.stringify(issues, null, 2)}\n`;
  },
};
