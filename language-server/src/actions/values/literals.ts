import { NodeKind, nodeKind, TokenKind, toJson } from '@tsk/parser';
import { CodeActionKind } from 'vscode-languageserver';
import type { Refactoring } from '../document/action.ts';
import { isHead } from '../document/heads.ts';
import { literalAt, readValue } from '../document/literal-at.ts';
import { settingAt } from '../document/setting-at.ts';

const opposites: Readonly<Record<string, string>> = {
  true: 'false',
  false: 'true',
  yes: 'no',
  no: 'yes',
  on: 'off',
  off: 'on',
};

/** Turns `true` into `false`, and back. */
const flip: Refactoring = {
  id: 'flip-boolean',
  kind: CodeActionKind.RefactorRewrite,
  keeps: 'nothing',
  *find({ document, range }) {
    const literal = literalAt(document.tree, range.start);
    const newText = literal?.token === TokenKind.Keyword ? opposites[literal.text] : undefined;
    if (literal === undefined || newText === undefined) return;
    yield { title: `Change to ${newText}`, change: () => ({ edits: [{ span: literal.span, newText }] }) };
  },
};

/** Takes a value from the environment, with what is written there as the default; a secret is not left in the file. */
const fromEnvironment: Refactoring = {
  id: 'from-environment',
  kind: CodeActionKind.RefactorExtract,
  keeps: 'nothing',
  *find(source) {
    const { document, range } = source;
    const literal = literalAt(document.tree, range.start);
    if (literal === undefined || nodeKind(document.tree, literal.parent) === NodeKind.Array) return;
    if (isHead(document.document, literal.span.start)) return;
    const value = readValue(literal.text);
    if (value === undefined || value.kind === 'expression' || value.kind === 'range' || value.kind === 'invalid')
      return;
    const found = settingAt(source);
    const path = found?.path ?? [];
    if (path.length === 0) return;
    const name = path
      .join('_')
      .replace(/[^A-Za-z0-9]+/g, '_')
      .toUpperCase();
    const isSecret = found?.setting.isSecret === true;
    const usual = isSecret || value.kind !== 'scalar' ? JSON.stringify(toJson(value)) : JSON.stringify(value.value);
    const newText = isSecret ? `@env("${name}")` : `@env("${name}", ${usual})`;
    yield {
      title: isSecret
        ? `Take the secret from the environment, ${newText}`
        : `Take the value from the environment, @env("${name}", …)`,
      isPreferred: isSecret,
      change: () => ({ edits: [{ span: literal.span, newText }] }),
    };
  },
};

/** What can be done with a single value besides writing it in another way. */
export const literals: readonly Refactoring[] = [flip, fromEnvironment];
