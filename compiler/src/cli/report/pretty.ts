import type { Diagnostic, Severity } from '@tsk/parser';
import { renderCodeFrame } from './code-frame.ts';
import { docsPage, type Positions, positionsIn, showPlace, type Texts } from './describe.ts';
import { showPlainText } from './display-width.ts';
import type { Paint, Style } from './paint.ts';
import type { Reporter } from './report.ts';
import { summarizeReport } from './summary.ts';

const styles: Readonly<Record<Severity, Style>> = { error: 'red', warning: 'yellow', info: 'blue', hint: 'cyan' };

/** Findings for people, and one line about all of them. */
export const pretty: Reporter = {
  name: 'pretty',
  summary: 'for people, with the source line',
  render(report, paint) {
    const summary = report.isQuiet ? '' : `${summarizeReport(report)}\n`;
    return renderPretty(report.findings, report.texts, paint) + summary;
  },
};

/** Findings for people: where, what, the source line, what else is concerned, how to cure it, and where to read on. */
export function renderPretty(diagnostics: readonly Diagnostic[], texts: Texts, paint: Paint): string {
  const positions = positionsIn(texts);
  return diagnostics.map((diagnostic) => `${renderFinding(diagnostic, texts, positions, paint)}\n\n`).join('');
}

function renderFinding(diagnostic: Diagnostic, texts: Texts, positions: Positions, paint: Paint): string {
  const { severity, code, message, file, span, related, fix } = diagnostic;
  const style = styles[severity];
  const place = paint(['bold'], showPlace(diagnostic, positions));
  const lines = [
    `${place}: ${paint([style, 'bold'], severity)} ${paint(['dim'], code)}: ${showPlainText(message)}`,
    renderCodeFrame(texts.get(file) ?? '', span, paint, style),
    ...(related ?? []).map(
      (other) => `   ${paint(['dim'], 'see')}  ${showPlace(other, positions)}: ${showPlainText(other.message)}`,
    ),
    ...(fix === undefined ? [] : [`   ${paint(['green'], 'help:')} ${showPlainText(fix.title)}`]),
    `   ${paint(['dim'], `docs: ${docsPage(diagnostic)}`)}`,
  ];
  return lines.join('\n');
}
