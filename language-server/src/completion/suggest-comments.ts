import { CompletionItemKind } from 'vscode-languageserver';
import { listCodes } from '../hover/list-codes.ts';
import type { Cursor } from './cursor.ts';
import { type PathForm, suggestPaths } from './suggest-paths.ts';
import type { Suggestion, SuggestionSource } from './suggestion.ts';

/** What a comment can say to the tools: `tsk-ignore` with the codes of the line, and `#:schema` with a path. */
export async function suggestComments(
  source: SuggestionSource,
  { text, word }: Extract<Cursor, { readonly kind: 'comment' }>,
): Promise<readonly Suggestion[]> {
  const schema = /^#:schema\s+/.exec(text);
  if (schema !== null) {
    const start = source.offset - text.length + schema[0].length;
    const form: PathForm = { word: { start, end: word.end }, quote: '"', accepts: (name) => name.endsWith('.json') };
    return suggestPaths(source, form);
  }
  if (/^#:\w*$/.test(text)) return [directive('schema', 'The JSON Schema of the document', 'schema ', 0)];
  if (/^#\s*tsk-ignore(?:-file)?(?:\s+TSK\d{4})*\s+\w*$/.test(text)) return suggestCodes(source);
  if (!/^#\s*t[\w-]*$/.test(text)) return [];
  return [
    directive('tsk-ignore', 'Leaves a finding of this line or the next one out', 'tsk-ignore ', 0),
    directive('tsk-ignore-file', 'Leaves a finding out in the whole file', 'tsk-ignore-file ', 1),
  ];
}

function directive(label: string, detail: string, text: string, rank: number): Suggestion {
  return { label, kind: CompletionItemKind.Keyword, text, isSnippet: false, rank, detail };
}

/** The codes of the findings on this line and the next one, before all others that can be left out. */
function suggestCodes({ document, names, offset }: SuggestionSource): readonly Suggestion[] {
  const { line } = document.positionAt(offset);
  const near = new Set(
    names.configuration.analysis.diagnostics
      .filter(
        ({ file, span }) => file === document.path && Math.abs(document.positionAt(span.start).line - line - 0.5) < 1,
      )
      .map(({ code }) => code),
  );
  return listCodes()
    .filter(({ severity, code }) => severity !== 'error' || near.has(code))
    .map(({ code, title, mnemonic }, index) => ({
      label: code,
      kind: CompletionItemKind.Constant,
      text: code,
      isSnippet: false,
      rank: (near.has(code) ? 0 : 100) + index,
      detail: title,
      description: mnemonic,
      subject: { kind: 'code', code },
    }));
}
