/** The lines of a block scalar, each with the line break before it; the first is the rest of the line of its `|`. */
const line = /(\r\n|\r|\n)([^\r\n]*)/g;

/** Tells whether a block scalar can be moved: all its lines start with the indentation of the line of its `|`. */
export function canMove(source: string, indent: string): boolean {
  return source.matchAll(line).every(([, , content = '']) => content.trim() === '' || content.startsWith(indent));
}

/**
 * Moves the lines of a block scalar along with the line of its `|`, from one indentation to another. The text that it stands for
 * stays the same, because its own indentation is not part of that text. (language.md, section 2.8)
 */
export function moveBlockScalar(source: string, from: string, to: string): string {
  if (from === to) return source;
  return source.replace(line, (_whole, newline: string, content: string) => {
    if (content.startsWith(from)) return newline + to + content.slice(from.length);
    return newline;
  });
}
