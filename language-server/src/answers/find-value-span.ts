import { nodeSpan, nodesAt, type Span } from '@tsk/parser';
import type { OriginPlace } from '@tsk/schemas/plan';
import type { SourceDocument } from '../workspace/source-document.ts';
import type { Configuration } from '../workspace/workspace.ts';

/** The text of a value of a plan, by where it begins. Undefined where the file is not part of the configuration. */
export function findValueSpan(
  { documents }: Configuration,
  { file, line, column }: Pick<OriginPlace, 'file' | 'line' | 'column'>,
): { readonly document: SourceDocument; readonly span: Span } | undefined {
  const document = documents.get(file);
  if (document === undefined) return undefined;
  const start = document.document.lines.offsetAt({ line, column });
  // The outermost node that starts there: of `1 + 2` the sum, not the one.
  const node = nodesAt(document.tree, start).find((one) => one > 0 && nodeSpan(document.tree, one).start === start);
  return { document, span: node === undefined ? { start, end: start } : nodeSpan(document.tree, node) };
}
