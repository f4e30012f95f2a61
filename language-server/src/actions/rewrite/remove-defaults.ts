import { NodeKind, nodeKind, nodeSpan, toJson, type Value } from '@tsk/parser';
import { findSetting, findUnit, type SettingSchema } from '@tsk/schemas';
import { CodeActionKind } from 'vscode-languageserver';
import type { Refactoring } from '../document/action.ts';
import { readBody } from '../document/entries.ts';
import { isBroken } from '../document/is-broken.ts';
import { findTable, isWhole } from '../document/is-whole.ts';
import { isFirstInLine, wholeLines } from '../document/lines.ts';
import { pathInConfiguration } from '../document/setting-at.ts';
import { pathKeys, tablesAt } from '../document/written-table.ts';

/** Takes away the keys that say what holds without them. Keys with comments stay: somebody had something to say about them. */
export const removeDefaults: Refactoring = {
  id: 'remove-default-keys',
  kind: CodeActionKind.RefactorRewrite,
  keeps: 'config',
  *find(source) {
    const { document, range } = source;
    const { tree, text } = document;
    const [table] = tablesAt(tree, range.start);
    if (table === undefined) return;
    const span = nodeSpan(tree, table.node);
    const path = [...table.scope, ...table.keys];
    const values = findTable(document.document.root, path);
    const body = readBody(tree, table);
    if (values === undefined || body === undefined || isBroken(document.document, span)) return;
    if (!isWhole(document, path, span) && table.form !== 'section') return;
    const mounted = pathInConfiguration(source, path);
    const needless = body.entries.filter(({ node, above, behind, span: own }) => {
      const [key, ...rest] = pathKeys(tree, node + 1);
      const isPlain = nodeKind(tree, node) === NodeKind.Assignment || nodeKind(tree, node) === NodeKind.Member;
      if (!isPlain || key === undefined || rest.length > 0 || above.length > 0 || behind !== undefined) return false;
      const member = values.members.get(key);
      const setting = findSetting([...mounted, key]);
      const isHere = member !== undefined && own.start <= member.keySpan.start && member.keySpan.end <= own.end;
      const isAlone = isFirstInLine(text, own.start) && /^[ \t]*,?[ \t]*(?:\r?\n|$)/.test(text.slice(own.end));
      return isHere && isAlone && setting !== undefined && isDefault(member.value, setting) && !isUsed(text, key);
    });
    // A table with nothing in it would be another thing than one that is not there.
    if (needless.length === 0 || needless.length === body.entries.length) return;
    const keys = needless.map(({ node }) => pathKeys(tree, node + 1).join('.'));
    yield {
      title: `Remove ${keys.length === 1 ? `'${keys[0]}', which is` : `${keys.length} keys of '${table.keys.join('.')}' that are`} as by default`,
      change: () => ({ edits: needless.map(({ span: own }) => ({ span: wholeLines(text, own), newText: '' })) }),
    };
  },
};

/** Whether a value is what a setting is without it. */
function isDefault(value: Value, { default: usual, unit, isTable }: SettingSchema): boolean {
  if (usual === undefined || isTable) return false;
  const written = toJson(value);
  if (typeof usual !== 'number') return JSON.stringify(written) === JSON.stringify(usual);
  if (value.kind === 'scalar') return written === usual;
  const [own, other] = [findUnit(unit ?? ''), findUnit(value.kind === 'quantity' ? value.unit : '')];
  if (value.kind !== 'quantity' || own === undefined || own.kind !== other?.kind) return false;
  return Math.abs(value.number * other.factor - usual * own.factor) < 1e-9 * Math.abs(usual * own.factor);
}

/** Whether something in the file may refer to a key. */
function isUsed(text: string, key: string): boolean {
  return text.includes(`$${key}`) || text.includes(`.${key}`) || text.includes(`{${key}`);
}
