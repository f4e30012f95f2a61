import { type Document, isTrivia, type Span, TokenKind, tokenEnd, tokenKind, tokenStart, tokenText } from '@tsk/parser';

/** A comment that hides findings: `# tsk-ignore TSK5106 why` or `# tsk-ignore-file TSK5106`. */
export interface Suppression {
  readonly file: string;
  /** The comment, from its `#` to the end of the line. */
  readonly span: Span;
  /** The line (from 1) whose findings are hidden; undefined for those of the whole file. */
  readonly line: number | undefined;
  readonly names: readonly SuppressedName[];
  /** What has to go for the comment to be gone: its line where it stands alone, else the blanks before it too. */
  readonly removal: Span;
}

/** A code in such a comment, as it is written. */
export interface SuppressedName {
  readonly name: string;
  readonly span: Span;
}

/** The word that such comments start with. */
const marker = 'tsk-ignore';

/** The comments of a document that hide findings, in the order of the text. */
export function findSuppressions(document: Document): readonly Suppression[] {
  const { tree } = document;
  if (!tree.text.includes(marker)) return [];
  const found: Suppression[] = [];
  for (let token = 0; token < tree.tokenKinds.length; token++) {
    if (tokenKind(tree, token) !== TokenKind.Comment) continue;
    const [start, , isFile] = /^#\s*tsk-ignore((-file)?)(?![\w-])/.exec(tokenText(tree, token)) ?? [];
    if (start !== undefined) found.push(readComment(document, token, start.length, isFile !== undefined));
  }
  return found;
}

function readComment(document: Document, token: number, length: number, isFile: boolean): Suppression {
  const { tree, lines, file } = document;
  const span = { start: tokenStart(tree, token), end: tokenEnd(tree, token) };
  const { line } = lines.positionAt(span.start);
  const lineStart = lines.lineStart(line);
  const before = tree.text.slice(lineStart, span.start);
  const isAlone = before.trim() === '';
  return {
    file,
    span,
    line: isFile ? undefined : isAlone ? nextLine(document, token) : line,
    names: readNames(tree.text, span.start + length, span.end),
    removal: isAlone
      ? { start: lineStart, end: line < lines.lineCount ? lines.lineStart(line + 1) : span.end }
      : { start: lineStart + before.trimEnd().length, end: span.end },
  };
}

/** The line of what comes next after blank lines and comments. */
function nextLine({ tree, lines }: Document, token: number): number {
  let next = token + 1;
  while (next < tree.tokenKinds.length && isLayout(tokenKind(tree, next))) next++;
  return lines.positionAt(tokenStart(tree, next)).line;
}

function isLayout(kind: TokenKind): boolean {
  return isTrivia(kind) || kind === TokenKind.EndOfLine || kind === TokenKind.Indent || kind === TokenKind.Dedent;
}

/** The codes at the start of the words; what comes after them is the reason. */
function readNames(text: string, start: number, end: number): readonly SuppressedName[] {
  const names: SuppressedName[] = [];
  for (const match of text.slice(start, end).matchAll(/[^\s,]+/g)) {
    const name = match[0].replace(/[:;.]+$/, '');
    if (!/^(?:TSK\w+|[EWIH]_\w+)$/i.test(name)) break;
    const from = start + match.index;
    names.push({ name, span: { start: from, end: from + name.length } });
  }
  return names;
}
