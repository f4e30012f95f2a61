import { type PreviewDecision, showTime, wrapText } from '@tsk/runtime/simulate';
import type { Paint } from '../report/paint.ts';

/** Rows that are shown of the beginning and of the end of a long list. */
const shownAtEachEnd = 15;

/** The decisions that tell the story: those that change the count, and the first of each run that was held back. */
function tellingDecisions(decisions: readonly PreviewDecision[]): readonly PreviewDecision[] {
  return decisions.filter(({ action, limit, to }, index) => {
    if (action !== 'none') return true;
    if (limit === null) return false;
    const before = decisions[index - 1];
    return before?.action !== 'none' || before.limit?.kind !== limit.kind || before.to !== to;
  });
}

/** A table of decisions with their reasons, as text of at most `width` columns. */
export function renderDecisions(decisions: readonly PreviewDecision[], width: number, paint: Paint): string {
  const telling = tellingDecisions(decisions);
  if (telling.length === 0) return 'No decision changes the number of instances.';
  const rows = telling.map((entry) => renderRow(entry, width, paint));
  const left = rows.length - 2 * shownAtEachEnd;
  const changes = decisions.filter(({ action }) => action !== 'none').length;
  const head = `decisions: ${changes} ${changes === 1 ? 'change' : 'changes'}, and where a limit first held one back`;
  if (left <= 0) return [head, ...rows].join('\n');
  const middle = paint(['dim'], `  … ${left} more; --format json has all`);
  return [head, ...rows.slice(0, shownAtEachEnd), middle, ...rows.slice(-shownAtEachEnd)].join('\n');
}

function renderRow({ atMs, action, reason }: PreviewDecision, width: number, paint: Paint): string {
  const time = `  ${showTime(atMs)}  `;
  const marks = { scale_up: '▲', scale_down: '▼', none: '·' } as const;
  const [first = '', ...more] = wrapText(reason, width - time.length - 2);
  const style = action === 'none' ? 'dim' : action === 'scale_up' ? 'green' : 'yellow';
  const indent = ' '.repeat(time.length + 2);
  return [`${time}${paint([style], marks[action])} ${first}`, ...more.map((line) => indent + line)].join('\n');
}
