import type { Diagnostic, DiagnosticKind, Document, IncludeStatement, Place, TableValue } from '@tsk/parser';
import { parseDocument, report } from '@tsk/parser';
import { overlay } from './merge.ts';

/** An `@include` of a file that is not there. */
export const includeMissing: DiagnosticKind<[path: string]> = {
  code: 'TSK3020',
  mnemonic: 'E_INCLUDE_MISSING',
  severity: 'error',
  title: 'Included file not found',
  message: (path) => `The included file '${path}' cannot be read.`,
};

/** An `@include` that leads back to the file it stands in. */
export const includeCycle: DiagnosticKind<[path: string]> = {
  code: 'TSK3021',
  mnemonic: 'E_INCLUDE_CYCLE',
  severity: 'error',
  title: 'File includes itself',
  message: (path) => `Including '${path}' leads back to this file.`,
};

/** A file that is needed and not in the snapshot, and the include that asks for it. */
export interface MissingFile extends Place {
  readonly path: string;
}

/** The documents of an analysis: the files given and, after them, the files that they include. */
export interface LoadedDocuments {
  readonly documents: ReadonlyMap<string, Document>;
  readonly missing: readonly MissingFile[];
}

/** Parses the files and, through their includes, what they need; what is not in `files` is listed as missing. */
export function loadDocuments(files: ReadonlyMap<string, string>, given: readonly string[]): LoadedDocuments {
  const documents = new Map<string, Document>();
  const missing: MissingFile[] = [];
  const wanted: MissingFile[] = given.map((path) => ({ path, file: path, span: { start: 0, end: 0 } }));
  for (const want of wanted) {
    if (documents.has(want.path)) continue;
    const text = files.get(want.path);
    if (text === undefined) {
      missing.push(want);
      continue;
    }
    const document = parseDocument(text, { file: want.path });
    documents.set(want.path, document);
    wanted.push(
      ...document.includes.map(({ path, pathSpan, file }) => ({ path: resolvePath(file, path), file, span: pathSpan })),
    );
  }
  return { documents, missing };
}

/** The root tables of the files that nobody includes, each with what it includes laid under it. */
export interface AssembledRoots {
  readonly roots: readonly TableValue[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Lays included files under the files that include them: a file's own keys count over what it includes. */
export function assembleRoots(
  documents: ReadonlyMap<string, Document>,
  given: readonly string[],
  rootOf: (file: string) => TableValue,
): AssembledRoots {
  const diagnostics: Diagnostic[] = [];
  const done = new Map<string, TableValue>();

  function assemble(file: string, above: readonly string[]): TableValue {
    const known = done.get(file);
    if (known !== undefined) return known;
    let base: TableValue | undefined;
    for (const include of documents.get(file)?.includes ?? []) {
      const nested = assembleInclude(include, [...above, file]);
      if (nested !== undefined) base = base === undefined ? nested : overlay(nested, base);
    }
    const root = base === undefined ? rootOf(file) : overlay(rootOf(file), base);
    done.set(file, root);
    return root;
  }

  function assembleInclude(include: IncludeStatement, above: readonly string[]): TableValue | undefined {
    const target = resolvePath(include.file, include.path);
    const place = { file: include.file, span: include.pathSpan };
    if (!documents.has(target)) {
      diagnostics.push(report(includeMissing, place, [include.path]));
      return undefined;
    }
    if (above.includes(target)) {
      diagnostics.push(report(includeCycle, place, [include.path]));
      return undefined;
    }
    return nest(assemble(target, above), include);
  }

  const present = given.filter((file, index) => documents.has(file) && given.indexOf(file) === index);
  const included = new Set(
    [...documents.values()].flatMap(({ includes }) => includes.map(({ file, path }) => resolvePath(file, path))),
  );
  const roots = present.filter((file) => !included.has(file)).map((file) => assemble(file, []));
  // Files that include one another in a circle are reached from none of the roots.
  for (const file of present) if (!done.has(file)) roots.push(assemble(file, []));
  return { roots, diagnostics };
}

/** The root of an included file as it appears in the section that includes it. */
function nest(root: TableValue, { section, file, pathSpan }: IncludeStatement): TableValue {
  return section.reduceRight<TableValue>(
    (value, key) => ({ ...root, members: new Map([[key, { key, keySpan: pathSpan, file, value }]]) }),
    root,
  );
}

/** The path that `path` means in `file`: relative to its folder, with `/`, without `.` and `..`. */
function resolvePath(file: string, path: string): string {
  const absolute = /^(?:\/|[A-Za-z]:\/)/.test(path);
  const segments = absolute ? [] : file.split('/').slice(0, -1);
  for (const segment of path.split('/')) {
    if (segment === '.' || (segment === '' && segments.length > 0)) continue;
    if (segment === '..' && segments.length > 0 && segments.at(-1) !== '..') segments.pop();
    else segments.push(segment);
  }
  return segments.join('/');
}
