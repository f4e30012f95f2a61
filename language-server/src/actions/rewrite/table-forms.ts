import { endNode, firstToken, NodeKind, nodeKind, nodeSpan, type Span, tokenEnd, tokenStart } from '@tsk/parser';
import { CodeActionKind } from 'vscode-languageserver';
import type { ActionSource, Offer, Refactoring } from '../document/action.ts';
import { isBroken } from '../document/is-broken.ts';
import { isWhole } from '../document/is-whole.ts';
import { at, indentAt, isFirstInLine, lineEnd, slice } from '../document/lines.ts';
import { findSign, type TableForm, tablesAt, type WrittenTable } from '../document/written-table.ts';
import { entryLines, readMovable, writeTable } from './write-table.ts';

type InPlace = Exclude<TableForm, 'section'>;

const titles: Readonly<Record<InPlace, (key: string) => string>> = {
  object: (key) => `Write '${key}' as an object, ${key} = { … }`,
  block: (key) => `Write '${key}' as a block, ${key} { … }`,
  angle: (key) => `Write '${key}' as a block, ${key} > … <`,
  indent: (key) => `Write '${key}' as indented lines`,
};

/** Writes a table that stands among the lines of another one in one of the other forms. */
function tableForm(form: InPlace): Refactoring {
  return {
    id: `table-as-${form}`,
    kind: CodeActionKind.RefactorRewrite,
    keeps: 'values',
    *find(source) {
      const table = tableToRewrite(source);
      if (table === undefined || table.form === form || table.form === 'section') return;
      const isLines = form === 'angle' || form === 'indent';
      if (isLines && !table.isStatement) return;
      yield* offer(source, table, form);
    },
  };
}

/** The innermost table at the cursor, if it can be written in another way. */
export function tableToRewrite({ document, range }: ActionSource): WrittenTable | undefined {
  const [table] = tablesAt(document.tree, range.start);
  if (table === undefined) return undefined;
  const span = nodeSpan(document.tree, table.node);
  if (isBroken(document.document, span) || (table.isStatement && !isFirstInLine(document.text, span.start)))
    return undefined;
  // A table that replaces an earlier one does so in this form only.
  const { start } = nodeSpan(document.tree, table.key);
  if (document.document.diagnostics.some((one) => one.severity === 'warning' && one.span.start === start))
    return undefined;
  return isWhole(document, [...table.scope, ...table.keys], span) ? table : undefined;
}

function* offer({ document }: ActionSource, table: WrittenTable, form: InPlace): Generator<Offer> {
  const { tree, text } = document;
  const title = titles[form](table.keys.join('.'));
  const isBraced = (one: TableForm): boolean => one === 'object' || one === 'block';
  if (isBraced(table.form) && isBraced(form)) {
    yield { title, change: () => ({ edits: [swapSign(table, tree, form)] }) };
    return;
  }
  const body = readMovable(tree, table, form);
  if (body === undefined) return;
  const span = nodeSpan(tree, table.node);
  const indent = indentAt(text, span.start);
  yield {
    title,
    change: () => {
      const newText = writeTable(tree, table, form, { lines: entryLines(tree, body), indent });
      return { edits: [{ span, newText }], isRough: true };
    },
  };
}

/** An object and a block differ by a sign only. */
function swapSign(
  table: WrittenTable,
  tree: ActionSource['document']['tree'],
  form: InPlace,
): { readonly span: Span; readonly newText: string } {
  const { end } = nodeSpan(tree, table.key);
  const sign = findSign(tree, table.node);
  if (form === 'object') return { span: at(end), newText: ' =' };
  const span = sign === undefined ? at(end) : { start: end, end: tokenEnd(tree, sign) };
  const brace = tokenStart(tree, firstToken(tree, table.body));
  return {
    span,
    newText: span.end < brace && slice(tree.text, { start: span.end, end: brace }).startsWith(' ') ? '' : ' ',
  };
}

/** Writes the entries of a table as keys with dots: `limits.cpu = 70`. */
const dotted: Refactoring = {
  id: 'table-as-dotted-keys',
  kind: CodeActionKind.RefactorRewrite,
  keeps: 'values',
  *find(source) {
    const { tree, text } = source.document;
    const table = tableToRewrite(source);
    if (table === undefined || table.form === 'section' || !table.isStatement) return;
    const body = readMovable(tree, table, 'block');
    if (body === undefined) return;
    const span = nodeSpan(tree, table.node);
    const indent = indentAt(text, span.start);
    const key = slice(text, nodeSpan(tree, table.key));
    yield {
      title: `Write '${table.keys.join('.')}' as keys with dots`,
      change: () => {
        const lines = entryLines(tree, body, `${key}.`);
        return { edits: [{ span, newText: lines.join(`\n${indent}`) }], isRough: true };
      },
    };
  },
};

/** Gathers keys with dots, `limits.cpu = 70`, into the block that they speak of. */
const gathered: Refactoring = {
  id: 'dotted-keys-as-block',
  kind: CodeActionKind.RefactorRewrite,
  keeps: 'values',
  *find({ document, range }) {
    const { tree, text } = document;
    const [table] = tablesAt(tree, range.start);
    const parent = table === undefined || table.form === 'section' ? table : undefined;
    const container = parent?.body ?? 0;
    const rows: { readonly node: number; readonly key: Span; readonly span: Span; readonly name: string }[] = [];
    for (let node = container + 1; node < endNode(tree, container); node = endNode(tree, node)) {
      if (nodeKind(tree, node) !== NodeKind.Assignment || nodeKind(tree, node + 1) !== NodeKind.Path) continue;
      const first = firstToken(tree, node + 1);
      const key = { start: tokenStart(tree, first), end: tokenEnd(tree, first) };
      rows.push({ node, key, span: nodeSpan(tree, node), name: slice(text, key) });
    }
    const here = rows.find(({ span }) => span.start <= range.start && range.start <= span.end);
    if (here === undefined || here.key.end === nodeSpan(tree, here.node + 1).end) return;
    const own = rows.filter(({ name }) => name === here.name);
    const [first] = own;
    const isOneRun =
      first !== undefined &&
      rows.slice(rows.indexOf(first), rows.indexOf(first) + own.length).every(({ name }) => name === here.name);
    const last = own.at(-1);
    if (first === undefined || last === undefined || !isOneRun) return;
    const span = { start: first.span.start, end: lineEnd(text, last.span.end) };
    const isPlain = own.every(
      (row) => row.key.end < nodeSpan(tree, row.node + 1).end && isFirstInLine(text, row.span.start),
    );
    const path = [...(parent?.keys ?? []), here.name];
    if (
      !isPlain ||
      slice(text, span).includes('|') ||
      isBroken(document.document, span) ||
      !isWhole(document, path, span)
    )
      return;
    yield {
      title: `Write the keys of '${here.name}' as a block`,
      change: () => {
        const inner = dropKeys(
          text,
          span,
          own.map(({ key }) => key),
        );
        return { edits: [{ span, newText: `${here.name} {\n${inner}\n}` }], isRough: true };
      },
    };
  },
};

/** The text of a span without the keys, and the dots behind them. */
function dropKeys(text: string, span: Span, keys: readonly Span[]): string {
  let written = '';
  let done = span.start;
  for (const key of keys) {
    written += text.slice(done, key.start);
    done = text.indexOf('.', key.end) + 1;
  }
  return written + text.slice(done, span.end);
}

/** The ways to write a table that leave it where it is. */
export const tableForms: readonly Refactoring[] = [
  tableForm('object'),
  tableForm('block'),
  tableForm('angle'),
  tableForm('indent'),
  dotted,
  gathered,
];
