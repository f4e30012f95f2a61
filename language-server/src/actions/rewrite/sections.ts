import { childNodes, endToken, NodeKind, nodeKind, nodeSpan, type Span, type SyntaxTree, tokenEnd } from '@tsk/parser';
import { CodeActionKind } from 'vscode-languageserver';
import { writeKey } from '../../names/key-text.ts';
import type { ActionSource, Refactoring } from '../document/action.ts';
import { isBroken } from '../document/is-broken.ts';
import { at, lineEnd, slice, startWithComments, wholeLines, withBlankAbove } from '../document/lines.ts';
import { readTable, tablesAt, type WrittenTable } from '../document/written-table.ts';
import { tableToRewrite } from './table-forms.ts';
import { entryLines, readMovable, writeTable } from './write-table.ts';

/** The sections of a file, in its order. */
export function listSections(tree: SyntaxTree): readonly WrittenTable[] {
  return [...childNodes(tree, 0)].flatMap((node) => {
    if (nodeKind(tree, node) !== NodeKind.Section) return [];
    return readTable(tree, node, [], { isStatement: true, isTop: true }) ?? [];
  });
}

/** The section whose header the cursor is on. */
export function sectionAt({ document: { tree, text }, range }: ActionSource): WrittenTable | undefined {
  const table = tablesAt(tree, range.start).at(-1);
  if (table?.form !== 'section') return undefined;
  return range.start <= lineEnd(text, nodeSpan(tree, table.key).end) ? table : undefined;
}

/** A section with the comments right above its header. */
export function sectionSpan({ tree, text }: ActionSource['document'], { node }: WrittenTable): Span {
  const { start, end } = nodeSpan(tree, node);
  return { start: startWithComments(text, start), end: Math.max(end, lineEnd(text, end)) };
}

/** Gives a table a header of its own, behind the other lines of the section in which it stands. */
const asSection: Refactoring = {
  id: 'table-as-section',
  kind: CodeActionKind.RefactorRewrite,
  keeps: 'values',
  *find(source) {
    const { tree, text } = source.document;
    const table = tableToRewrite(source);
    if (table === undefined || table.form === 'section' || !table.isStatement || !table.isTop) return;
    const body = readMovable(tree, table, 'section');
    if (body === undefined) return;
    const path = [...table.scope, ...table.keys];
    yield {
      title: `Give '${path.join('.')}' a section, [${path.join('.')}]`,
      change: () => {
        const span = nodeSpan(tree, table.node);
        const lines = [`[${path.map(writeKey).join('.')}]`, ...entryLines(tree, body)].join('\n');
        const outer = tablesAt(tree, span.start).find(({ form }) => form === 'section');
        const end = outer === undefined ? endOfRoot(tree) : nodeSpan(tree, outer.node).end;
        const target = lineEnd(text, end);
        const start = startWithComments(text, span.start);
        const above = text.slice(start, span.start).trimEnd();
        const written = above === '' ? lines : `${above}\n${lines}`;
        const whole = wholeLines(text, { start, end: span.end });
        if (target <= whole.end) {
          return { edits: [{ span: { start, end: span.end }, newText: written }], isRough: true };
        }
        return {
          edits: [
            { span: whole, newText: '' },
            { span: at(target), newText: `\n\n${written}` },
          ],
          isRough: true,
        };
      },
    };
  },
};

/** Where the statements above the first header end. */
function endOfRoot(tree: SyntaxTree): number {
  const statements = [...childNodes(tree, 0)].filter((node) => nodeKind(tree, node) !== NodeKind.Section);
  return statements.reduce((end, node) => Math.max(end, nodeSpan(tree, node).end), 0);
}

/** Moves a section into the section that it is a part of, as an object: `[a.b]` becomes `b = { … }` below `[a]`. */
const asObject: Refactoring = {
  id: 'section-as-object',
  kind: CodeActionKind.RefactorRewrite,
  keeps: 'values',
  *find(source) {
    const { document } = source;
    const { tree, text } = document;
    const table = sectionAt(source);
    if (table === undefined || tableToRewrite(source)?.node !== table.node) return;
    const parentPath = table.keys.slice(0, -1).join('\n');
    const parent = listSections(tree).find(({ keys }) => keys.join('\n') === parentPath);
    const body = readMovable(tree, table, 'object');
    if (parent === undefined || body === undefined || isBroken(document.document, nodeSpan(tree, parent.node))) return;
    yield {
      title: `Write [${table.keys.join('.')}] as an object in [${parent.keys.join('.')}]`,
      change: () => {
        const last = table.keys.at(-1) ?? '';
        const span = sectionSpan(document, table);
        const above = text.slice(span.start, nodeSpan(tree, table.node).start);
        const own = writeTable(tree, table, 'object', { lines: entryLines(tree, body), indent: '' });
        const object = `${above}${writeKey(last)}${own.slice(slice(text, nodeSpan(tree, table.key)).length)}`;
        const target = lineEnd(text, nodeSpan(tree, parent.node).end);
        return {
          edits: [
            { span: at(target), newText: `\n${object}` },
            { span: withBlankAbove(text, wholeLines(text, span)), newText: '' },
          ],
          isRough: true,
        };
      },
    };
  },
};

/** Brings what is written below several headers of one name together below the first of them. */
const merged: Refactoring = {
  id: 'merge-sections',
  kind: CodeActionKind.RefactorRewrite,
  keeps: 'values',
  *find(source) {
    const { document } = source;
    const { tree, text } = document;
    const table = sectionAt(source);
    if (table === undefined) return;
    const name = table.keys.join('.');
    const same = listSections(tree).filter(({ keys }) => keys.join('.') === name);
    const [first, ...others] = same;
    if (first === undefined || others.length === 0) return;
    const bodies = others.map((other) => bodyText(document, other));
    const isSafe = same.every((one) => !isBroken(document.document, nodeSpan(tree, one.node)));
    // A reference finds what stands above it, which may be another thing in another place.
    if (!isSafe || bodies.some((body) => body.includes('$') || /^[ \t]+\S/.test(body))) return;
    yield {
      title: `Merge the ${same.length} sections [${name}]`,
      change: () => ({
        edits: [
          {
            span: at(lineEnd(text, nodeSpan(tree, first.node).end)),
            newText: bodies.map((body) => `\n${body}`).join(''),
          },
          ...others.map((other) => ({
            span: withBlankAbove(text, wholeLines(text, sectionSpan(document, other))),
            newText: '',
          })),
        ],
      }),
    };
  },
};

/** What is below a header, with the comments above that. */
function bodyText({ tree, text, ...rest }: ActionSource['document'], table: WrittenTable): string {
  const span = sectionSpan({ tree, text, ...rest }, table);
  const above = text.slice(span.start, nodeSpan(tree, table.node).start);
  const header = tokenEnd(tree, endToken(tree, table.key));
  return `${above}${text
    .slice(header, span.end)
    .replace(/^[ \t]*\r?\n/, '')
    .trimStart()}`.trimEnd();
}

/** The ways to write a table that give it another place in the file. */
export const sections: readonly Refactoring[] = [asSection, asObject, merged];
