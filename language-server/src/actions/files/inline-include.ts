import { resolvePath } from '@tsk/compiler';
import { childNodes, NodeKind, nodeKind, nodeSpan } from '@tsk/parser';
import { CodeActionKind } from 'vscode-languageserver';
import { findIncludeAt } from '../../names/find-include.ts';
import type { Refactoring } from '../document/action.ts';
import { isFirstInLine, wholeLines } from '../document/lines.ts';

/** Puts the content of an included file in the place of the line that includes it. The file itself stays. */
export const inlineInclude: Refactoring = {
  id: 'inline-include',
  kind: CodeActionKind.RefactorInline,
  keeps: 'values',
  *find({ document, range, workspace }) {
    const { tree, text } = document;
    const include =
      document.document.includes.find(({ span }) => span.start <= range.start && range.start <= span.end) ??
      findIncludeAt(document.document, range.start);
    if (include === undefined || include.section.length > 0 || !isFirstInLine(text, include.span.start)) return;
    const path = resolvePath(document.path, include.path);
    const target = workspace.findByPath(path);
    if (target === undefined || target.document.diagnostics.some(({ severity }) => severity === 'error')) return;
    const title = `Put the content of ${include.path} here`;
    const isSameFolder =
      path.slice(0, path.lastIndexOf('/') + 1) === document.path.slice(0, document.path.lastIndexOf('/') + 1);
    if (!isSameFolder && target.document.includes.length > 0) {
      yield { title, disabled: 'It includes other files from where it is.', change: () => ({ edits: [] }) };
      return;
    }
    // Behind a header everything belongs to it: sections come after the lines that have none.
    const isSection = (node: number): boolean => nodeKind(tree, node) === NodeKind.Section;
    const hasSections = [...childNodes(target.tree, 0)].some(
      (node) => nodeKind(target.tree, node) === NodeKind.Section,
    );
    const after = [...childNodes(tree, 0)].filter((node) => nodeSpan(tree, node).start > include.span.end);
    if (hasSections && after.some((node) => !isSection(node))) return;
    const own = new Set([...document.document.root.members.keys()]);
    if ([...target.document.root.members.keys()].some((key) => own.has(key))) return;
    yield {
      title,
      change: () => ({ edits: [{ span: wholeLines(text, include.span), newText: `${target.text.trimEnd()}\n` }] }),
    };
  },
};
