import {
  type FormatOptions,
  format,
  parse,
  parseDocument,
  type SyntaxTree,
  TokenKind,
  toJson,
  tokenKind,
  tokenText,
} from '@tsk/parser';

const file = 'law.tsk';

/** What formatting does to a text that it must not do, in words; nothing for a text that comes through unharmed. */
export function findDamage(text: string, options?: FormatOptions): string[] {
  const tree = parse(text, { file });
  const formatted = format(tree, options);
  const again = format(parse(formatted, { file }), options);
  return [
    ...differ('the formatted text, formatted again', formatted, again),
    ...findLoss(text, formatted),
    ...findChangedErrors(tree, formatted),
  ];
}

/** What a text has lost on its way to another, in words: tokens, comments and their places, data, findings. */
export function findLoss(text: string, made: string): string[] {
  const before = parse(text, { file });
  const after = parse(made, { file });
  return [
    ...differ('the tokens', solidTokens(before).join('\n'), solidTokens(after).join('\n')),
    ...differ('the data', dataOf(text), dataOf(made)),
    ...differ('the findings', codesOf(before), codesOf(after)),
  ];
}

function differ(what: string, before: string, after: string): string[] {
  return before === after ? [] : [`${what} differ:\n${before}\n--- and now:\n${after}`];
}

/**
 * The tokens that can be seen, in order, comments among them with the word whether something stands before them on their line.
 * Separators are left out, `=` and `:` are the same, and the blanks before the lines of a block scalar do not count.
 */
function solidTokens(tree: SyntaxTree): string[] {
  const found: string[] = [];
  let isLineStart = true;
  for (let token = 0; token < tree.tokenKinds.length; token++) {
    const kind = tokenKind(tree, token);
    const text = tokenText(tree, token);
    if (kind === TokenKind.Comma) continue;
    if (text.trim() === '') {
      if (/[\r\n]/.test(text)) isLineStart = true;
      continue;
    }
    found.push(describe(kind, text, isLineStart));
    isLineStart = false;
  }
  return found;
}

function describe(kind: TokenKind, text: string, isLineStart: boolean): string {
  switch (kind) {
    case TokenKind.Equals:
    case TokenKind.Colon:
      return '=';
    case TokenKind.Comment:
    case TokenKind.Pragma:
      return `${isLineStart ? 'own line' : 'trailing'} ${text.trimEnd()}`;
    case TokenKind.BlockScalar:
      return text.replace(/[^\S\r\n]+/g, '').replace(/\r\n?/g, '\n');
    default:
      return text.replace(/\r\n?/g, '\n');
  }
}

/** The data of a text. The source of an expression counts without its blanks and separators. */
function dataOf(text: string): string {
  const source = (_key: string, value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || !('$expr' in value)) return value;
    return {
      $expr: String(value.$expr)
        .replace(/[\s,\ufeff]+/g, '')
        .replaceAll(':', '='),
    };
  };
  return JSON.stringify(toJson(parseDocument(text, { file }).root), source, 1);
}

function codesOf(tree: SyntaxTree): string {
  return tree.diagnostics
    .map(({ code }) => code)
    .toSorted()
    .join(' ');
}

/** The lines that have an error and are not in the formatted text as they were. */
function findChangedErrors({ text, diagnostics }: SyntaxTree, formatted: string): string[] {
  const lines = new Set(formatted.split(/\r\n|\r|\n/));
  const changed: string[] = [];
  for (const { severity, span } of diagnostics) {
    if (severity !== 'error' || text.slice(span.start, span.end).trim() === '') continue;
    const before =
      text
        .slice(0, span.start)
        .split(/[\r\n]/)
        .at(-1) ?? '';
    const after = /^[^\r\n]*/.exec(text.slice(span.start))?.[0] ?? '';
    const line = before + after;
    if (!lines.has(line)) changed.push(`the broken line '${line}' is not there as it was`);
  }
  return changed;
}
