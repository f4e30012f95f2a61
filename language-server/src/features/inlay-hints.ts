import { type InlayHint, InlayHintKind, InlayHintRequest, InlayHintResolveRequest } from 'vscode-languageserver';
import { answer, type Feature, type RequestContext } from '../feature.ts';
import { describeOrigin } from '../hover/describe-origin.ts';
import { describeQuantity } from '../hover/describe-quantity.ts';
import { toMarkup } from '../hover/to-markup.ts';
import { findHints, listDefaults } from '../inlay/find-hints.ts';
import { type Hint, type HintSubject, isHintSubject } from '../inlay/hint.ts';
import { namesOf } from '../names/configuration-names.ts';
import type { SourceDocument } from '../workspace/source-document.ts';

/** Shows in the text what expressions come to, the units of bare numbers, the head of a table and the defaults of what it lacks. */
export const inlayHints: Feature = {
  name: 'inlay-hints',
  capabilities: () => ({ inlayHintProvider: { resolveProvider: true } }),
  requests: [
    answer(InlayHintRequest.type, null, ({ textDocument, range }, context) => {
      const { workspace, settings } = context;
      const document = workspace.findDocument(textDocument.uri);
      if (document === undefined) return null;
      const names = namesOf(workspace.configurationOf(document));
      const source = { document, names, settings: settings.inlayHints, range: document.spanOf(range) };
      return [...findHints(source)]
        .toSorted((a, b) => a.offset - b.offset)
        .map((hint) => toInlayHint(hint, document, context));
    }),
    answer(InlayHintResolveRequest.type, { position: { line: 0, character: 0 }, label: '' }, (hint, context) => {
      const markdown = isHintSubject(hint.data) ? explain(hint.data, context) : undefined;
      if (markdown === undefined || markdown === '') return hint;
      return { ...hint, tooltip: toMarkup(markdown, context.client.textDocument?.hover?.contentFormat) };
    }),
  ],
};

function toInlayHint(
  { offset, label, isType, target, subject }: Hint,
  document: SourceDocument,
  { workspace }: RequestContext,
): InlayHint {
  const location = target && workspace.locate(target);
  return {
    position: document.positionAt(offset),
    label: location === undefined ? label : [{ value: label, location }],
    kind: isType ? InlayHintKind.Type : InlayHintKind.Parameter,
    paddingLeft: true,
    ...(subject === undefined ? {} : { data: subject }),
  };
}

function explain(subject: HintSubject, { workspace }: RequestContext): string | undefined {
  switch (subject.kind) {
    case 'quantity':
      return describeQuantity(subject.text, subject.unit);
    case 'defaults':
      return `\`\`\`tsk\n${listDefaults(subject.path, subject.present).join('\n')}\n\`\`\``;
    case 'key': {
      const document = workspace.findDocument(subject.uri);
      return document && describeOrigin(workspace, workspace.configurationOf(document).analysis.explain(subject.path));
    }
  }
}
