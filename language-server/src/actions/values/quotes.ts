import { TokenKind } from '@tsk/parser';
import { CodeActionKind } from 'vscode-languageserver';
import type { Offer, Refactoring } from '../document/action.ts';
import { literalAt, readValue } from '../document/literal-at.ts';

/** Writes a text with other quotes, or none; undefined where that cannot be. */
interface QuoteStyle {
  readonly id: string;
  readonly title: string;
  readonly from: readonly TokenKind[];
  readonly write: (text: string) => string;
}

const quoted: readonly TokenKind[] = [
  TokenKind.String,
  TokenKind.RawString,
  TokenKind.TripleString,
  TokenKind.RawTripleString,
];
const others = (own: TokenKind): readonly TokenKind[] => quoted.filter((kind) => kind !== own);

const styles: readonly QuoteStyle[] = [
  { id: 'quote', title: 'Put quotes around the text', from: [TokenKind.Atom], write: writeDouble },
  { id: 'unquote', title: 'Remove the quotes', from: [TokenKind.String, TokenKind.RawString], write: (text) => text },
  { id: 'double-quotes', title: 'Write with double quotes, "…"', from: others(TokenKind.String), write: writeDouble },
  {
    id: 'single-quotes',
    title: "Write with single quotes, '…'",
    from: others(TokenKind.RawString),
    write: (text) => `'${text.replace(/[\\']/g, '\\$&')}'`,
  },
  {
    id: 'triple-quotes',
    title: 'Write with triple quotes, """…"""',
    from: others(TokenKind.TripleString),
    write: (text) =>
      `"""${text.startsWith('\n') ? '\n' : ''}${text.replace(/\\/g, '\\\\').replaceAll('${', '\\${')}"""`,
  },
];

function writeDouble(text: string): string {
  return JSON.stringify(text).replaceAll('${', '\\${');
}

/** The ways to write a text. */
export const quotes: readonly Refactoring[] = styles.map(({ id, title, from, write }) => ({
  id,
  kind: CodeActionKind.RefactorRewrite,
  keeps: 'values',
  *find({ document, range }): Generator<Offer> {
    const literal = literalAt(document.tree, range.start);
    const text = literal === undefined || !from.includes(literal.token) ? undefined : readText(literal.text);
    if (literal === undefined || text === undefined) return;
    const newText = write(text);
    // Written this way it must still be the same text, and nothing else.
    if (readText(newText) !== text) return;
    yield { title, change: () => ({ edits: [{ span: literal.span, newText }] }) };
  },
}));

function readText(written: string): string | undefined {
  const value = readValue(written);
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : undefined;
}
