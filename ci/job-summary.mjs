/** Findings that a summary lists; GitHub takes one megabyte, and nobody reads so many. */
const shown = 100;

const marks = { error: '❌', warning: '⚠️', info: 'ℹ️', hint: '💡' };

/** The report of `check --format json` as the Markdown of a job summary. */
export function renderJobSummary({ files, configurations, diagnostics, counts }) {
  const found = ['error', 'warning', 'info', 'hint']
    .filter((severity) => counts[severity] > 0)
    .map((severity) => `${counts[severity]} ${severity}${counts[severity] > 1 && severity !== 'info' ? 's' : ''}`);
  const where = `${count(files.length, 'file')} of ${count(configurations, 'configuration')}`;
  const lines = [
    '## tsk-compile check',
    '',
    `${found.length === 0 ? '✅ No findings' : found.join(', ')} in ${where}.`,
    '',
  ];
  if (diagnostics.length > 0) {
    lines.push('| | code | place | message |', '|---|---|---|---|', ...diagnostics.slice(0, shown).map(renderRow), '');
  }
  if (diagnostics.length > shown) lines.push(`… and ${count(diagnostics.length - shown, 'finding')} more.`, '');
  return `${lines.join('\n')}\n`;
}

function renderRow({ severity, code, file, line, column, message }) {
  return `| ${marks[severity]} ${severity} | ${code} | ${escapeCell(`${file}:${line}:${column}`)} | ${escapeCell(message)} |`;
}

function count(number, word) {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}

/** A text as the cell of a table: as it is, whatever Markdown or HTML is in it. */
function escapeCell(text) {
  return text
    .replace(/[\r\n]+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*_[\]|~]/g, '\\$&');
}
