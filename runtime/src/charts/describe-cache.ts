import type { CachePreview } from '../simulate/preview-cache.ts';
import { showNumber, showShare } from '../simulate/show.ts';
import type { DataTable, Mark, Picture, Role } from './picture.ts';

const roles: readonly Role[] = [
  'other1',
  'other2',
  'other3',
  'other4',
  'other5',
  'other6',
  'p50',
  'late',
  'dropped',
  'held',
];

/** The picture of a preview of the cache: the hit rate of each policy by the size of the cache. */
export function describeCache(preview: CachePreview): Picture {
  const { service, title, policy, sizes, outcomes, notes } = preview;
  const [least = 1, most = 2] = [sizes[0], sizes.at(-1)];
  const others = outcomes.filter((outcome) => outcome.policy !== policy);
  const ordered = [...outcomes.filter((outcome) => outcome.policy === policy), ...others];
  return {
    version: 1,
    title: `${service}: hit rate by size of the cache; ${title}`,
    axis: { kind: 'number', label: 'size of the cache, MiB', least: toMebibytes(least), most: toMebibytes(most) },
    lanes: [
      {
        kind: 'plot',
        id: 'hit-rate',
        title: 'Hit rate',
        unit: 'ratio',
        weight: 10,
        logarithmic: false,
        series: ordered.map((outcome, index) => ({
          id: outcome.policy,
          label: outcome.policy,
          role: outcome.policy === policy ? 'load' : (roles[(index - 1 + roles.length) % roles.length] ?? 'held'),
          kind: 'line',
          points: outcome.hitRatios.map((ratio, position) => [toMebibytes(sizes[position] ?? 0), ratio]),
        })),
        thresholds: [],
        marks: listMarks(preview),
      },
    ],
    summary: listSentences(preview),
    tables: [hitRatesTable(preview)],
    notes,
  };
}

/** What the plan's own cache would find. */
function findOwn({ sizes, outcomes, policy, maxBytes, bytes }: CachePreview): number | undefined {
  const position = sizes.indexOf(Math.min(maxBytes, bytes));
  return outcomes.find((outcome) => outcome.policy === policy)?.hitRatios[position];
}

function listMarks(preview: CachePreview): readonly Mark[] {
  const ratio = findOwn(preview);
  if (ratio === undefined) return [];
  const { maxBytes, bytes, policy } = preview;
  const text = `the cache of the plan, ${showNumber(toMebibytes(maxBytes))} MiB with ${policy}: ${showShare(ratio)}`;
  return [{ at: toMebibytes(Math.min(maxBytes, bytes)), value: ratio, role: 'up', text, number: 1 }];
}

function listSentences(preview: CachePreview): readonly string[] {
  const { sizes, outcomes, maxBytes, bytes, objects, requests, policy } = preview;
  const ratio = findOwn(preview);
  const position = sizes.indexOf(Math.min(maxBytes, bytes));
  const rank = (index: number): number =>
    outcomes.reduce((top, { hitRatios }) => Math.max(top, hitRatios[index] ?? 0), 0);
  const best = outcomes.find(({ hitRatios }) => hitRatios[position] === rank(position));
  const all = `${showNumber(requests)} requests ask for ${showNumber(objects)} objects of ${showNumber(toMebibytes(bytes))} MiB together.`;
  if (ratio === undefined) return [all];
  const fits = maxBytes >= bytes ? 'All of them fit into the cache, so that the policy does not matter: ' : '';
  const own = `${fits}${policy} with ${showNumber(toMebibytes(maxBytes))} MiB answers ${showShare(ratio)} of the requests, and the instances get the rest.`;
  const better =
    best === undefined || maxBytes >= bytes || best.policy === policy
      ? []
      : [`The best policy at this size is ${best.policy}, with ${showShare(rank(position))}.`];
  return [all, own, ...better];
}

function hitRatesTable({ sizes, outcomes }: CachePreview): DataTable {
  return {
    caption: 'Hit rate by size',
    columns: [
      { name: '', unit: 'text' },
      ...sizes.map((size) => ({ name: `${showNumber(toMebibytes(size))} MiB`, unit: 'ratio' as const })),
    ],
    rows: outcomes.map(({ policy, hitRatios }) => [policy, ...hitRatios]),
  };
}

function toMebibytes(bytes: number): number {
  return bytes / 1_048_576;
}
