import { childNodes, NodeKind, nodeKind, nodeSpan, type Span } from '@tsk/parser';
import { CodeActionKind } from 'vscode-languageserver';
import { collectSites } from '../../names/collect-sites.ts';
import type { ActionSource, Refactoring } from '../document/action.ts';
import { listHeads } from '../document/heads.ts';
import { isBroken } from '../document/is-broken.ts';
import { at, slice, topOf, touches, wholeLines } from '../document/lines.ts';
import { sectionAt, sectionSpan } from '../rewrite/sections.ts';

/** Moves a section to a file of its own, which is included at the top of this one. */
export const extractFile: Refactoring = {
  id: 'move-section-to-file',
  kind: CodeActionKind.RefactorMove,
  keeps: 'values',
  *find(source) {
    const { document } = source;
    const { tree, text } = document;
    const table = sectionAt(source);
    // A document that was never saved has no folder to put a file in.
    if (table === undefined || document.uri.startsWith('untitled:')) return;
    if (isBroken(document.document, nodeSpan(tree, table.node))) return;
    const name = freeFile(source, table.keys.at(-1) ?? 'section');
    const title = `Move [${table.keys.join('.')}] to ${name}`;
    const span = sectionSpan(document, table);
    // What a reference means depends on what stands above it in its file.
    const refers = collectSites(tree).some(
      (site) => site.kind === 'reference' && span.start <= site.span.start && site.span.end <= span.end,
    );
    if (refers) {
      yield { title, disabled: 'It refers to other values of this file.', change: () => ({ edits: [] }) };
      return;
    }
    if (sharesHead(source, span) || isContested(source, span)) return;
    yield {
      title,
      change: () => {
        const first = [...childNodes(tree, 0)].find((node) => nodeKind(tree, node) !== NodeKind.Include) ?? table.node;
        const top = Math.min(span.start, topOf(text, nodeSpan(tree, first).start));
        const whole = wholeLines(text, span);
        const include = `@include "${name}"\n`;
        const rest = text.slice(whole.end).replace(/^(?:[ \t]*\r?\n)+/, '');
        const removed = { start: whole.start, end: text.length - rest.length };
        const edits =
          top === removed.start
            ? [{ span: removed, newText: `${include}\n` }]
            : [
                { span: at(top), newText: `${include}\n` },
                { span: removed, newText: '' },
              ];
        const folder = document.path.slice(0, document.path.lastIndexOf('/') + 1);
        return { edits, created: { path: `${folder}${name}`, text: `${slice(text, span).trimEnd()}\n` } };
      },
    };
  },
};

/** Whether the section and the rest of the file share a table with a head: `ssl = true` here, and `[x.ssl]` there. */
function sharesHead({ document }: ActionSource, span: Span): boolean {
  const isInside = (one: Span): boolean => span.start <= one.start && one.end <= span.end;
  return listHeads(document.document).some(({ keySpan, table }) =>
    table.members.values().some((member) => isInside(member.keySpan) !== isInside(keySpan)),
  );
}

/** Whether something in the section and something elsewhere are the same key. */
function isContested({ document }: ActionSource, span: Span): boolean {
  return document.document.diagnostics.some(
    ({ severity, span: place, related = [] }) =>
      severity !== 'info' &&
      related.length > 0 &&
      [place, ...related.map((one) => one.span)].some((one) => touches(one, span)),
  );
}

/** The name of a file that is not there yet. */
function freeFile({ document, workspace }: ActionSource, key: string): string {
  const base = key.replace(/[^\w-]+/g, '-').replaceAll('_', '-') || 'section';
  const folder = document.path.slice(0, document.path.lastIndexOf('/') + 1);
  let name = `${base}.tsk`;
  for (let number = 2; workspace.findByPath(`${folder}${name}`) !== undefined; number++) name = `${base}-${number}.tsk`;
  return name;
}
