import { findSetting } from '@tsk/schemas';
import { TypeDefinitionRequest } from 'vscode-languageserver';
import { answer, type Feature } from '../feature.ts';
import { schemaUri, writeSchemaText } from '../hover/schema-text.ts';
import { namesOf } from '../names/configuration-names.ts';
import { findValueAt } from '../names/find-text.ts';
import type { SourceDocument } from '../workspace/source-document.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Go to type definition: from a key or its value to what the schema says about it, as a document to read. */
export const typeDefinition: Feature = {
  name: 'type-definition',
  capabilities: () => ({ typeDefinitionProvider: true }),
  requests: [
    answer(TypeDefinitionRequest.type, null, ({ textDocument, position }, { workspace }) => {
      const document = workspace.findDocument(textDocument.uri);
      const path = document && findPath(workspace, document, document.offsetAt(position));
      const [table] = path ?? [];
      const described = table === undefined ? undefined : writeSchemaText(table);
      if (path === undefined || table === undefined || described === undefined) return null;
      const line = findLine(path, described.lines);
      if (line === undefined) return null;
      const character = described.text.split('\n')[line]?.length ?? 0;
      return { uri: schemaUri(table), range: { start: { line, character: 0 }, end: { line, character } } };
    }),
  ],
};

/** The path of the setting at an offset: of a key, of a reference to one, or of the key whose value stands there. */
function findPath(workspace: Workspace, document: SourceDocument, offset: number): readonly string[] | undefined {
  const names = namesOf(workspace.configurationOf(document));
  const symbol = names.findAt(document, offset)?.symbol;
  if (symbol !== undefined) return symbol.kind === 'key' ? symbol.path : undefined;
  const found = findValueAt(document, offset);
  return found && [...names.mountOf(document.path), ...found.path];
}

/** The line of the setting; where the user's own name stands in the path, the schema has what such names stand for. */
function findLine(path: readonly string[], lines: ReadonlyMap<string, number>): number | undefined {
  const known: string[] = [];
  for (const key of path) {
    const outer = findSetting(known);
    const isOwn = outer?.item !== undefined && !outer.keys.includes(key);
    if (!isOwn && outer?.keys.includes(key) !== true) break;
    known.push(isOwn ? (outer.item ?? key) : key);
  }
  return known.length === 0 ? undefined : lines.get(known.join('.'));
}
