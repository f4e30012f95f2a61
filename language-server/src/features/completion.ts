import { CompletionRequest, CompletionResolveRequest } from 'vscode-languageserver';
import { complete } from '../completion/complete.ts';
import { documentSubject, isSubject } from '../completion/document-item.ts';
import { findCursor } from '../completion/find-cursor.ts';
import type { SuggestionSource } from '../completion/suggestion.ts';
import { toItem } from '../completion/to-item.ts';
import { answer, type Feature } from '../feature.ts';
import { toMarkup } from '../hover/to-markup.ts';
import { namesOf } from '../names/configuration-names.ts';

/** Completion of keys, values, names, operators, headers, paths and comments; an item's documentation comes when it is asked for. */
export const completion: Feature = {
  name: 'completion',
  capabilities: () => ({
    completionProvider: {
      triggerCharacters: ['.', '[', '$', '@', '"', "'", '=', ':', '/', '{', '#', ' '],
      resolveProvider: true,
      completionItem: { labelDetailsSupport: true },
    },
  }),
  requests: [
    answer(
      CompletionRequest.type,
      null,
      async ({ textDocument, position, context }, { workspace, settings, client }) => {
        const document = workspace.findDocument(textDocument.uri);
        if (document === undefined) return null;
        const offset = document.offsetAt(position);
        const cursor = findCursor(document.tree, offset);
        if (cursor === undefined) return null;
        // A blank asks for what follows it, and that is of use behind a sign alone: anywhere else it would be in the way.
        if (context?.triggerCharacter === ' ' && cursor.kind !== 'value' && cursor.kind !== 'include') return null;
        const canSnippet = client.textDocument?.completion?.completionItem?.snippetSupport === true;
        const source: SuggestionSource = {
          workspace,
          document,
          names: namesOf(workspace.configurationOf(document)),
          offset,
          hasSnippets: canSnippet && settings.completion.snippets,
        };
        const suggestions = await complete(source, cursor);
        const items = suggestions
          .toSorted((a, b) => a.rank - b.rank)
          .map((suggestion, index) => toItem({ ...suggestion, rank: index }, document, cursor.word, offset, client));
        return { isIncomplete: false, items };
      },
    ),
    answer(CompletionResolveRequest.type, { label: '' }, (item, { client }) => {
      const markdown = isSubject(item.data) ? documentSubject(item.data) : undefined;
      if (markdown === undefined) return item;
      const formats = client.textDocument?.completion?.completionItem?.documentationFormat;
      return { ...item, documentation: toMarkup(markdown, formats) };
    }),
  ],
};
