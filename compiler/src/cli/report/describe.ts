import { buildLineIndex, type Diagnostic, type LineIndex, type Place } from '@tsk/parser';

/** The texts that diagnostics speak of, by the files' names. */
export type Texts = ReadonlyMap<string, string>;

/** Positions in several files; each is indexed once. */
export type Positions = (file: string) => LineIndex;

/** Indexes files as they are asked for. */
export function positionsIn(texts: Texts): Positions {
  const indexes = new Map<string, LineIndex>();
  return (file) => {
    const index = indexes.get(file) ?? buildLineIndex(texts.get(file) ?? '');
    indexes.set(file, index);
    return index;
  };
}

/** A place as terminals and editors make it clickable: `file:line:column`. */
export function showPlace({ file, span }: Place, positions: Positions): string {
  const { line, column } = positions(file).positionAt(span.start);
  return `${file}:${line}:${column}`;
}

/** The page that explains a code. */
export function docsPage({ code }: Diagnostic): string {
  return `docs/diagnostics/${code}.md`;
}
