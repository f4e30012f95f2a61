import { positionsIn, showPlace } from './describe.ts';
import { showPlainText } from './display-width.ts';
import type { Reporter } from './report.ts';

/** One line for each finding, as compilers write them and editors read them: `file:line:column: severity code: message`. */
export const text: Reporter = {
  name: 'text',
  summary: 'one line for each finding',
  render({ findings, texts }) {
    const positions = positionsIn(texts);
    return findings
      .map((finding) => {
        const { severity, code, message } = finding;
        return `${showPlainText(`${showPlace(finding, positions)}: ${severity} ${code}: ${message}`)}\n`;
      })
      .join('');
  },
};
