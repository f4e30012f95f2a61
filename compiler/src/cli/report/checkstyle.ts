import type { Severity } from '@tsk/parser';
import { positionsIn } from './describe.ts';
import { regionOf } from './finding.ts';
import { findingsByFile } from './findings-by-file.ts';
import type { Reporter } from './report.ts';
import { element } from './xml.ts';

const severities: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'info',
  hint: 'info',
};

/** Checkstyle's XML, which many build servers read. */
export const checkstyle: Reporter = {
  name: 'checkstyle',
  summary: "Checkstyle's XML",
  render(report) {
    const positions = positionsIn(report.texts);
    const files = findingsByFile(report).filter(({ findings }) => findings.length > 0);
    const elements = files.map(({ file, findings }) => {
      const errors = findings.map((finding) => {
        const { line, column } = regionOf(finding, positions);
        const { message, code, severity } = finding;
        return `    ${element('error', { line, column, severity: severities[severity], message, source: `tsk.${code}` })}\n`;
      });
      return `  ${element('file', { name: file }, `\n${errors.join('')}  `)}\n`;
    });
    return `<?xml version="1.0" encoding="UTF-8"?>\n${element('checkstyle', { version: '4.3' }, `\n${elements.join('')}`)}\n`;
  },
};
