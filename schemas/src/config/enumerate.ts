/** `a`, `b` and `c`, or with another word before the last. */
export function enumerate(words: readonly string[], last: 'and' | 'or'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

/** A name of the language as it stands in a sentence. */
export const code = (name: string): string => `\`${name}\``;
