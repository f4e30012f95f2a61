import { HoverRequest } from 'vscode-languageserver';
import { answer, type Feature } from '../feature.ts';
import { findHover } from '../hover/find-hover.ts';
import { toMarkup } from '../hover/to-markup.ts';
import { namesOf } from '../names/configuration-names.ts';

/** Hover: what a key is for, the value that it has in the end and where that comes from, and what names, operators and numbers mean. */
export const hover: Feature = {
  name: 'hover',
  capabilities: () => ({ hoverProvider: true }),
  requests: [
    answer(HoverRequest.type, null, ({ textDocument, position }, { workspace, client }) => {
      const document = workspace.findDocument(textDocument.uri);
      if (document === undefined) return null;
      const names = namesOf(workspace.configurationOf(document));
      const found = findHover({ workspace, document, names }, document.offsetAt(position));
      if (found === undefined) return null;
      const contents = toMarkup(found.markdown, client.textDocument?.hover?.contentFormat);
      return { contents, range: document.rangeOf(found.span) };
    }),
  ],
};
