import { type Diagnostic, type TextEdit, TokenKind, tokenAt, tokenEnd, tokenKind, tokenStart } from '@tsk/parser';
import type { ActionSource } from '../document/action.ts';
import { at, indentAt, lineEnd, lineStart } from '../document/lines.ts';

/** A way to have findings said no more. */
export interface Suppression {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  readonly findings: readonly Diagnostic[];
}

/** The comments that hide the findings of a place: on their line, or in the file. Errors are never hidden. */
export function* suppressions({ document }: ActionSource, findings: readonly Diagnostic[]): Generator<Suppression> {
  const mild = findings.filter(({ severity }) => severity !== 'error');
  for (const [code, same] of Map.groupBy(mild, (finding) => finding.code)) {
    const [first] = same;
    if (first === undefined) continue;
    yield { title: `Ignore ${code} on this line`, edits: [inLine(document, first.span.start, code)], findings: same };
    const top = /^\uFEFF?(?:#![^\n]*\n)?/.exec(document.text)?.[0].length ?? 0;
    yield {
      title: `Ignore ${code} in this file`,
      edits: [{ span: at(top), newText: `# tsk-ignore-file ${code}\n` }],
      findings: same,
    };
  }
}

/** A comment on the line, behind the one that is there already, or above it where a text goes on over its end. */
function inLine({ text, tree }: ActionSource['document'], offset: number, code: string): TextEdit {
  const end = lineEnd(text, offset);
  const token = tokenAt(tree, Math.max(0, end - 1));
  const kind = tokenKind(tree, token);
  if (kind === TokenKind.Comment) {
    const known = /#\s*tsk-ignore(?![\w-])/.exec(text.slice(tokenStart(tree, token), end));
    if (known === null) return above(text, offset, code);
    const place = tokenStart(tree, token) + known.index + known[0].length;
    return { span: at(place), newText: ` ${code}` };
  }
  if (tokenStart(tree, token) < end && tokenEnd(tree, token) > end && kind !== TokenKind.Whitespace) {
    return above(text, offset, code);
  }
  return { span: at(end), newText: ` # tsk-ignore ${code}` };
}

function above(text: string, offset: number, code: string): TextEdit {
  const start = lineStart(text, offset);
  return { span: at(start), newText: `${indentAt(text, offset)}# tsk-ignore ${code}\n` };
}
