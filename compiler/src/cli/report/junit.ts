import type { Diagnostic } from '@tsk/parser';
import { type Positions, positionsIn, showPlace } from './describe.ts';
import { findingsByFile } from './findings-by-file.ts';
import type { Report, Reporter } from './report.ts';
import { element, escapeText } from './xml.ts';

/**
 * JUnit's XML: a suite for each file, and in it a case for each finding. Those that make the command fail are failures; others
 * are passed cases with a note. A file without findings is one passed case.
 */
export const junit: Reporter = {
  name: 'junit',
  summary: "JUnit's XML, for build servers",
  render(report) {
    const positions = positionsIn(report.texts);
    const suites = findingsByFile(report).map(({ file, findings }) => {
      const cases =
        findings.length === 0 ? [passedCase(file)] : findings.map((one) => renderCase(one, report, positions));
      const failures = findings.filter(({ severity }) => report.isFailure(severity)).length;
      const attributes = { name: file, tests: cases.length, failures, errors: 0, skipped: 0, file };
      return { cases: cases.length, failures, xml: `  ${element('testsuite', attributes, `\n${cases.join('')}  `)}\n` };
    });
    const tests = suites.reduce((sum, suite) => sum + suite.cases, 0);
    const failures = suites.reduce((sum, suite) => sum + suite.failures, 0);
    const content = suites.map(({ xml }) => xml).join('');
    const all = element('testsuites', { name: 'tsk-compile check', tests, failures, errors: 0 }, `\n${content}`);
    return `<?xml version="1.0" encoding="UTF-8"?>\n${all}\n`;
  },
};

function passedCase(file: string): string {
  return `    ${element('testcase', { name: 'no findings', classname: file })}\n`;
}

function renderCase(finding: Diagnostic, report: Report, positions: Positions): string {
  const { code, severity, message, file, related = [], fix } = finding;
  const place = showPlace(finding, positions);
  const lines = [
    `${place}: ${severity} ${code}: ${message}`,
    ...related.map((other) => `see ${showPlace(other, positions)}: ${other.message}`),
    ...(fix === undefined ? [] : [`help: ${fix.title}`]),
  ];
  const content = escapeText(lines.join('\n'));
  const outcome = report.isFailure(severity)
    ? element('failure', { type: code, message }, content)
    : element('system-out', {}, content);
  const name = `${code} at ${place.slice(file.length + 1)}`;
  return `    ${element('testcase', { name, classname: file }, `\n      ${outcome}\n    `)}\n`;
}
