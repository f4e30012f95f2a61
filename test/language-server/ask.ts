import type { Location, Position, ProtocolRequestType, Range, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { Feature } from '../../language-server/src/feature.ts';
import { openServer, type ServerSetup, type TestServer } from './harness.ts';

/** What every request about a place in a document has. */
interface At {
  readonly textDocument: { readonly uri: string };
  readonly position: Position;
}

/** Runs a test with a server, whose log has to stay empty. */
export async function withServer<T>(setup: ServerSetup, run: (server: TestServer) => Promise<T>): Promise<T> {
  const server = await openServer(setup);
  try {
    const result = await run(server);
    if (server.logged.length > 0) throw new Error(server.logged.join('\n'));
    return result;
  } finally {
    await server.close();
  }
}

/** Where the only marker of all files is. */
export function marker(server: TestServer, files: Readonly<Record<string, string>>): At {
  const name = Object.keys(files).find((one) => files[one]?.includes('<|>')) ?? '';
  return { textDocument: { uri: server.uri(name) }, position: server.position(name) };
}

/** Asks about the place of the marker. */
export function askAt<P, R, PR, E, RO>(
  feature: Feature,
  type: ProtocolRequestType<P, R, PR, E, RO>,
  files: Readonly<Record<string, string>>,
  extra: Readonly<Record<string, unknown>> = {},
): Promise<R> {
  return withServer({ files, features: [feature] }, (server) =>
    server.request<P, R, PR, E, RO>(type, { ...marker(server, files), ...extra } as unknown as P),
  );
}

/** The name of the file of an address. */
export function fileOf(uri: string): string {
  return uri.replace('file:///project/', '');
}

/** A range as `line:start-end`, counted from 0; with all lines where it has several. */
export function show({ start, end }: Range): string {
  const last = end.line === start.line ? end.character : `${end.line}:${end.character}`;
  return `${start.line}:${start.character}-${last}`;
}

/** Locations as `file line:start-end`. */
export function showAll(locations: readonly Location[] | null): readonly string[] {
  return (locations ?? []).map(({ uri, range }) => `${fileOf(uri)} ${show(range)}`);
}

/** A text with edits made in it. */
function apply(text: string, edits: readonly TextEdit[]): string {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const offset = ({ line, character }: Position): number => (starts[line] ?? text.length) + character;
  return edits
    .toSorted((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce(
      (old, { range, newText }) => old.slice(0, offset(range.start)) + newText + old.slice(offset(range.end)),
      text,
    );
}

/** The files after an edit, by name; only those that it changes. */
export function applyAll(server: TestServer, edit: WorkspaceEdit | null): Readonly<Record<string, string>> {
  const documents = (edit?.documentChanges ?? []).flatMap((change) =>
    'edits' in change ? [[change.textDocument.uri, change.edits.filter((one) => 'newText' in one)] as const] : [],
  );
  const all = [...Object.entries(edit?.changes ?? {}), ...documents];
  return Object.fromEntries(all.map(([uri, edits]) => [fileOf(uri), apply(server.text(fileOf(uri)), edits)]));
}
