/** The words of a text on lines of at most so many characters; a longer word has a line of its own. */
export function wrapText(text: string, characters: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/ (?!(?:%|(?:ms|s|min|h|MiB)\b))/)) {
    if (line !== '' && line.length + 1 + word.length > characters) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
