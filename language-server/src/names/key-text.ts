import { type SyntaxTree, TokenKind, tokenKind, tokenText } from '@tsk/parser';

/** What may stand as a key, or as a member behind a dot, without quotes. */
const barePattern = /^[A-Za-z_]\w*(?:-+[A-Za-z0-9_]+)*$/;

/** What may stand as a key without quotes: a name, or digits as in `ports.8080`. */
const bareKeyPattern = /^\w+(?:-+\w+)*$/;

/** Whether a name can be written in an expression: behind a dot, or behind `$`. */
export function isName(text: string): boolean {
  return barePattern.test(text);
}

/** A key as it is written: in quotes where it needs them. */
export function writeKey(key: string): string {
  return bareKeyPattern.test(key) ? key : JSON.stringify(key);
}

/** The key that a token of a path stands for; undefined for a dot and for what is misplaced. */
export function readKey(tree: SyntaxTree, token: number): string | undefined {
  const kind = tokenKind(tree, token);
  if (kind === TokenKind.KeyName) return tokenText(tree, token);
  return kind === TokenKind.KeyString ? readQuoted(tokenText(tree, token)) : undefined;
}

/** The text that quotes stand around. Escapes other than those of JSON stay as they are written. */
export function readQuoted(source: string): string {
  const inside = source.slice(1, source.length > 1 && source.endsWith(source.charAt(0)) ? -1 : undefined);
  if (!inside.includes('\\')) return inside;
  if (source.startsWith("'")) return inside.replace(/\\(['\\])/g, '$1');
  try {
    return String(JSON.parse(`"${inside}"`));
  } catch {
    return inside;
  }
}
