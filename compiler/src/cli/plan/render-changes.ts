import { type Effect, effects, type Judgement, type PlanChange } from '../../plan-changes/model/change.ts';
import type { Paint, Style } from '../report/paint.ts';

/** How many changes there are, and how many of them break a promise. */
export interface ChangeCounts {
  readonly changes: number;
  readonly breaking: number;
}

/** Counts changes. */
export function countChanges(changes: readonly PlanChange[]): ChangeCounts {
  return { changes: changes.length, breaking: changes.filter(({ isBreaking }) => isBreaking).length };
}

/** "3 changes against main, 1 of them breaking". */
function summarizeChanges({ changes, breaking }: ChangeCounts, against: string): string {
  if (changes === 0) return `The plan is the same as that of '${against}'`;
  const count = changes === 1 ? '1 change' : `${changes} changes`;
  const how = breaking === 0 ? 'none of them breaking' : changes === 1 ? 'breaking' : `${breaking} of them breaking`;
  return `${count} against ${against}, ${changes === 1 && breaking === 0 ? 'not breaking' : how}`;
}

/** Changes for people, grouped by effect: old and new value, why it matters, and where it is written. */
export function renderChanges(changes: readonly PlanChange[], against: string, paint: Paint): string {
  const lines: string[] = [];
  for (const { effect, entries } of groupByEffect(changes)) {
    lines.push(paint(['bold'], titles[effect]));
    for (const { change, judgement } of entries) {
      const [mark, style] = markOf(judgement);
      lines.push(`  ${paint([style], mark)} ${paint(['bold'], change.key)}  ${showValues(change)}`);
      lines.push(`      ${judgement.isBreaking ? `${paint(['red', 'bold'], 'breaking:')} ` : ''}${judgement.why}`);
      const place = showOrigin(change);
      if (place !== '') lines.push(`      ${paint(['dim'], place)}`);
    }
    lines.push('');
  }
  return `${[...lines, summarizeChanges(countChanges(changes), against)].join('\n')}.\n`;
}

/** The same as Markdown, for a comment on a change that is reviewed. */
export function renderChangesMarkdown(changes: readonly PlanChange[], against: string): string {
  const lines = ['## Changes of the plan', '', `${summarizeChanges(countChanges(changes), against)}.`, ''];
  for (const { effect, entries } of groupByEffect(changes)) {
    lines.push(
      `### ${titles[effect]}`,
      '',
      '| | key | before | after | why it matters |',
      '| --- | --- | --- | --- | --- |',
    );
    for (const { change, judgement } of entries) {
      const mark = judgement.isBreaking ? '**breaking**' : trendWords[judgement.trend];
      const origin = showOrigin(change);
      const key = `\`${change.key}\`${origin === '' ? '' : `<br>${origin}`}`;
      const cells = [mark, key, change.shownBefore ?? '–', change.shownAfter ?? '–', judgement.why];
      lines.push(`| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`);
    }
    lines.push('');
  }
  return lines.join('\n');
}

/** The same for programs. */
export function renderChangesJson(changes: readonly PlanChange[], against: string): string {
  const described = changes.map(({ key, path, before, after, shownBefore, shownAfter, ...rest }) => ({
    key,
    path,
    before: before ?? null,
    after: after ?? null,
    shown: { before: shownBefore ?? null, after: shownAfter ?? null },
    effects: rest.judgements,
    isBreaking: rest.isBreaking,
    ...(rest.origin === undefined ? {} : { origin: { ...rest.origin, isOld: rest.isOldOrigin } }),
  }));
  return `${JSON.stringify({ against, counts: countChanges(changes), changes: described }, null, 2)}\n`;
}

const titles: Readonly<Record<Effect, string>> = {
  capacity: 'Capacity',
  cost: 'Cost',
  availability: 'Availability',
  security: 'Security',
  other: 'Other',
};

const trendWords: Readonly<Record<Judgement['trend'], string>> = { worse: 'worse', better: 'better', different: '' };

interface EffectGroup {
  readonly effect: Effect;
  readonly entries: readonly { readonly change: PlanChange; readonly judgement: Judgement }[];
}

/** The changes under each effect that they have, those that break a promise first. */
function groupByEffect(changes: readonly PlanChange[]): readonly EffectGroup[] {
  return effects
    .map((effect) => {
      const entries = changes.flatMap((change) =>
        change.judgements.filter((one) => one.effect === effect).map((judgement) => ({ change, judgement })),
      );
      return { effect, entries: entries.toSorted((a, b) => rank(a.judgement) - rank(b.judgement)) };
    })
    .filter(({ entries }) => entries.length > 0);
}

function rank({ isBreaking, trend }: Judgement): number {
  return isBreaking ? 0 : ['worse', 'different', 'better'].indexOf(trend) + 1;
}

function markOf({ isBreaking, trend }: Judgement): readonly [mark: string, style: Style] {
  if (isBreaking) return ['!', 'red'];
  if (trend === 'worse') return ['-', 'yellow'];
  return trend === 'better' ? ['+', 'green'] : ['~', 'cyan'];
}

function showValues({ shownBefore, shownAfter }: PlanChange): string {
  if (shownBefore === undefined) return `added: ${shownAfter}`;
  if (shownAfter === undefined) return `removed: ${shownBefore}`;
  return `${shownBefore} → ${shownAfter}`;
}

function showOrigin({ origin, isOldOrigin }: PlanChange): string {
  if (origin === undefined) return '';
  const place = `${origin.file}:${origin.line}:${origin.column}`;
  return isOldOrigin ? `was written in ${place}` : place;
}
