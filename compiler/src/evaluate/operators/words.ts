/** The words of a text in small letters: at blanks and punctuation, and where a capital follows a small letter. */
export function splitWords(text: string): readonly string[] {
  return text
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** The text with a capital letter at the start of each word. */
export function toTitle(text: string): string {
  return text.replace(/\p{L}[\p{L}\p{N}'’]*/gu, (word) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase());
}

/** The text without control characters other than line breaks and tabs, and without blanks around it. */
export function sanitize(text: string): string {
  return text.replace(/(?![\n\t])\p{Cc}/gu, '').trim();
}
