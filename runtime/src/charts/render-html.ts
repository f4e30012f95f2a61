import { escapeMarkup } from './escape-markup.ts';
import type { DataTable, Picture } from './picture.ts';
import { renderSvg } from './render-svg.ts';
import { showCell } from './show-unit.ts';
import { themes } from './theme.ts';

/**
 * A picture as one page that needs nothing else: the SVG for light and for dark, the summary, the tables and the notes. No script;
 * readable without the picture.
 */
export function renderHtml(picture: Picture, { width }: { readonly width: number }): string {
  const { title, summary, tables, notes } = picture;
  const drawn = (['light', 'dark'] as const).map(
    (name) => `<div class="${name}">${renderSvg(picture, { width, theme: themes[name], idPrefix: name })}</div>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeMarkup(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeMarkup(title)}</h1>
<ul>
${summary.map((sentence) => `<li>${escapeMarkup(sentence)}</li>`).join('\n')}
</ul>
<h2>Chart</h2>
<figure>
${drawn.join('\n')}
<figcaption>${escapeMarkup(describeNumbers(picture))}</figcaption>
</figure>
${listKeyDecisions(picture)}<h2>Tables</h2>
${tables.map(renderTable).join('\n')}
<h2>What this rests on</h2>
${notes.map((note) => `<p>${escapeMarkup(note)}</p>`).join('\n')}
</main>
</body>
</html>
`;
}

function describeNumbers({ lanes }: Picture): string {
  return `${lanes.map(({ title }) => title).join('; ')}. The tables below have the numbers.`;
}

function listKeyDecisions({ axis, lanes }: Picture): string {
  const marks = lanes.flatMap((lane) => (lane.kind === 'plot' ? lane.marks : []));
  const numbered = marks.filter(({ number }) => number !== undefined);
  if (numbered.length === 0) return '';
  const items = numbered.map(
    ({ at, text }) => `<li>${axis.kind === 'time' ? `${showCell(at, 'time')}: ` : ''}${escapeMarkup(text)}</li>`,
  );
  return `<h2>The numbers in the chart</h2>\n<ol>\n${items.join('\n')}\n</ol>\n`;
}

/** A table whose rows and columns have headings; it scrolls where it is wider than the page, with the keyboard too. */
function renderTable({ caption, columns, rows }: DataTable): string {
  const name = escapeMarkup(caption);
  const heads = columns.map(({ name: head, unit }) => {
    if (head === '') return '<td></td>';
    return `<th scope="col"${unit === 'text' ? ' class="text"' : ''}>${escapeMarkup(head)}</th>`;
  });
  const lines = rows.map((row) => {
    const cells = row.map((cell, index) => {
      const { unit } = columns[index] ?? { unit: 'text' };
      const text = escapeMarkup(showCell(cell, unit));
      const kind = typeof cell === 'string' ? ' class="text"' : '';
      return index === 0 ? `<th scope="row">${text}</th>` : `<td${kind}>${text}</td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<div class="scroll" role="region" aria-label="${name}" tabindex="0">
<table>
<caption>${name}</caption>
<thead><tr>${heads.join('')}</tr></thead>
<tbody>
${lines.join('\n')}
</tbody>
</table>
</div>`;
}

const style = `
:root { color-scheme: light dark; --text: #1f2328; --page: #ffffff; --line: #d0d5da; --muted: #59636e; }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--text); background: var(--page); margin: 0; }
main { max-width: 1100px; margin: 0 auto; padding: 16px; }
h1 { font-size: 1.4em; } h2 { font-size: 1.15em; margin-top: 1.6em; }
figure { margin: 0; overflow-x: auto; } figcaption { color: var(--muted); }
svg { max-width: 100%; height: auto; }
table { border-collapse: collapse; margin: 8px 0 24px; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: 4px 0; }
th, td { border-bottom: 1px solid var(--line); padding: 3px 10px; text-align: right; white-space: nowrap; }
th:first-child, th.text, td.text { text-align: left; } td.text { white-space: normal; }
.scroll { overflow-x: auto; }
.dark { display: none; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6e6e6; --page: #1e1e1e; --line: #3a3d41; --muted: #a5adb6; }
  .dark { display: block; } .light { display: none; }
}
@media print { .dark { display: none; } .light { display: block; } }
`;
