import type { Severity } from '@tsk/parser';
import { positionsIn } from './describe.ts';
import { showPlainText } from './display-width.ts';
import { mnemonicOf, regionOf } from './finding.ts';
import type { Reporter } from './report.ts';

const commands: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
  hint: 'notice',
};

/** Annotations of GitHub: workflow commands, which its runner reads from the output of a step. */
export const github: Reporter = {
  name: 'github',
  summary: 'annotations of GitHub Actions',
  render({ findings, texts }) {
    const positions = positionsIn(texts);
    return findings
      .map((finding) => {
        const { line, column, endLine, endColumn } = regionOf(finding, positions);
        // Columns are taken only where they are of one line.
        const columns = line === endLine ? { col: column, endColumn } : {};
        const title = `${finding.code} ${mnemonicOf(finding.code)}`.trim();
        const properties = Object.entries({ file: finding.file, line, endLine, ...columns, title })
          .map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
          .join(',');
        return `::${commands[finding.severity]} ${properties}::${escapeData(showLines(finding.message))}\n`;
      })
      .join('');
  },
};

/** The message without what could disturb the log, which people read as a terminal shows it. */
function showLines(message: string): string {
  return message.split('\n').map(showPlainText).join('\n');
}

function escapeData(text: string): string {
  return text.toWellFormed().replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
