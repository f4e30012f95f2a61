/**
 * The candidate that someone who wrote `name` most likely meant, or undefined where none is near enough, or several
 * are. Case, `-` and `_` make no difference; of the letters, about one in three may be wrong. Otherwise it is the only candidate that has all the
 * words of `name`, as `cooldown_period` has those of `cooldown`, or all of whose words `name` has.
 */
export function findNearest(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > 64 || foldName(name).length === 0) return undefined;
  const known = [...candidates];
  const best = listNearest(name, known);
  if (best.length === 0) return findRelated(name, known);
  return best.length === 1 ? best[0] : undefined;
}

/** As `findNearest`, by the letters alone: a slip of the pen, and not another name for the same. */
export function findMisspelt(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > 64 || foldName(name).length === 0) return undefined;
  const best = listNearest(name, [...candidates]);
  return best.length === 1 ? best[0] : undefined;
}

/** As `findMisspelt`, where the name may well be right: no more than one letter is wrong, or two of a long name. */
export function findSlip(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length < 4) return undefined;
  const meant = findMisspelt(name, candidates);
  const most = name.length < 8 ? 1 : 2;
  return meant !== undefined && editDistance(foldName(name), foldName(meant)) <= most ? meant : undefined;
}

/** The candidates that differ from `name` in the fewest letters, unless those are too many. */
function listNearest(name: string, known: readonly string[]): readonly string[] {
  const wanted = foldName(name);
  let best: string[] = [];
  let least = Math.max(1, Math.floor(wanted.length / 3));
  for (const candidate of known) {
    const folded = foldName(candidate);
    // Each letter more or less is one edit.
    if (Math.abs(folded.length - wanted.length) > least) continue;
    const distance = editDistance(wanted, folded);
    if (distance > least) continue;
    if (distance < least) best = [];
    best.push(candidate);
    least = distance;
  }
  return best;
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

/** A name without what makes no difference: capitals, `-` and `_`. */
export const foldName = (name: string): string => name.toLowerCase().replaceAll(/[-_\s]/g, '');

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
