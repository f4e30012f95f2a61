/**
 * The candidate that someone who wrote `name` most likely meant, or undefined where none is near enough, or several
 * are. Case, `-` and `_` make no difference; of the letters, about one in three may be wrong. Otherwise it is the only candidate that has all the
 * words of `name`, as `cooldown_period` has those of `cooldown`, or all of whose words `name` has.
 */
export function findNearest(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = fold(name);
  if (wanted.length === 0 || wanted.length > 64) return undefined;
  const known = [...candidates];
  let best: string[] = [];
  let least = Math.max(1, Math.floor(wanted.length / 3));
  for (const candidate of known) {
    const distance = editDistance(wanted, fold(candidate));
    if (distance > least) continue;
    if (distance < least) best = [];
    best.push(candidate);
    least = distance;
  }
  if (best.length === 0) return findRelated(name, known);
  return best.length === 1 ? best[0] : undefined;
}

function findRelated(name: string, candidates: readonly string[]): string | undefined {
  const wanted = new Set(wordsOf(name));
  const related = candidates.filter((candidate) => {
    const words = new Set(wordsOf(candidate));
    return wanted.isSubsetOf(words) || words.isSubsetOf(wanted);
  });
  return related.length === 1 ? related[0] : undefined;
}

const wordsOf = (name: string): string[] => name.toLowerCase().split(/[-_\s.]+/);

const fold = (name: string): string => name.toLowerCase().replaceAll(/[-_\s]/g, '');

/** Damerau-Levenshtein distance (optimal string alignment): insertions, deletions, changes and swaps of neighbours. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(change, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
