/**
 * How well a name answers a search, more is better; undefined where it does not. All letters of the query have to be there in their
 * order, in any case; best is a name that starts with it, then one with a word that does.
 */
export function matchName(query: string, name: string): number | undefined {
  if (query === '') return 0;
  const [wanted, given] = [query.toLowerCase(), name.toLowerCase()];
  const at = given.indexOf(wanted);
  if (at === 0) return 100 - Math.min(given.length - wanted.length, 50);
  if (at > 0) return isWordStart(given, at) ? 45 : 30;
  let next = 0;
  let score = 0;
  for (const letter of wanted) {
    const found = given.indexOf(letter, next);
    if (found < 0) return undefined;
    if (found === next || isWordStart(given, found)) score++;
    next = found + 1;
  }
  return Math.min(20, (20 * score) / wanted.length);
}

function isWordStart(text: string, at: number): boolean {
  return at === 0 || /[._\-$"'\s]/.test(text[at - 1] ?? '');
}
