import type { Diagnostic, DiagnosticKind, Document, IncludeStatement, Place, TableValue, Value } from '@tsk/parser';
import { report } from '@tsk/parser';
import type { EvaluatedDocument } from './evaluate/evaluate.ts';
import type { Import, ImportedVariable, Imports } from './evaluate/imports.ts';
import { overlay } from './merge.ts';
import { isWithin, resolvePath } from './paths.ts';

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

/** An `@include` that leads out of the folders that a configuration may be read from. */
export const includeOutside: DiagnosticKind<[path: string]> = {
  code: 'TSK3022',
  mnemonic: 'E_INCLUDE_OUTSIDE',
  severity: 'error',
  title: 'Included file outside of the workspace',
  message: (path) =>
    `The included file '${path}' is outside of the workspace, and is not read. Move it there, or name a folder above both as the root (--root).`,
};

/** A file that is needed and not in the snapshot, and the include that asks for it. */
export interface MissingFile extends Place {
  readonly path: string;
}

/** The documents of an analysis: the files given and, after them, the files that they include. */
export interface LoadedDocuments {
  readonly documents: ReadonlyMap<string, Document>;
  readonly missing: readonly MissingFile[];
  /** Whether a file may be included: it is under the root, or beside or below one of the files given. */
  readonly mayRead: (path: string) => boolean;
}

/** Parses the files and, through their includes, what they need; what is not in `files` is listed as missing. */
export function loadDocuments(
  files: ReadonlyMap<string, string>,
  given: readonly string[],
  root: string,
  parse: (text: string, file: string) => Document,
): LoadedDocuments {
  const folders = [root, ...given.map((file) => resolvePath(file, '.'))];
  const mayRead = (path: string): boolean => folders.some((folder) => isWithin(path, folder));
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
    const document = parse(text, want.path);
    documents.set(want.path, document);
    for (const { path, pathSpan, file } of document.includes) {
      const target = resolvePath(file, path);
      if (mayRead(target)) wanted.push({ path: target, file, span: pathSpan });
    }
  }
  return { documents, missing, mayRead };
}

/** A file with what it includes: its own keys laid over theirs. */
interface AssembledFile {
  readonly root: TableValue;
  /** Its own variables that stand in no section, and before them those of the files that it includes there. */
  readonly variables: readonly ImportedVariable[];
  readonly imports: Imports;
  readonly evaluated: EvaluatedDocument;
}

/** The files of an analysis, evaluated from the included to the including. */
export interface AssembledFiles {
  /** By path. */
  readonly files: ReadonlyMap<string, AssembledFile>;
  /** The root tables of the files that nobody includes, each with what it includes laid under it. */
  readonly roots: readonly TableValue[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Evaluates the files and lays included ones under those that include them: a file's own keys count over what it includes, and
 * of two includes the later one counts. A file is evaluated after what it includes, whose names it can use.
 */
export function assembleFiles(
  { documents, mayRead }: LoadedDocuments,
  given: readonly string[],
  evaluate: (document: Document, imports: Imports) => EvaluatedDocument,
): AssembledFiles {
  const diagnostics: Diagnostic[] = [];
  const done = new Map<string, AssembledFile>();

  function assemble(document: Document, above: readonly string[]): AssembledFile {
    const known = done.get(document.file);
    if (known !== undefined) return known;
    const list: Import[] = [];
    const open = new Map<Value, Diagnostic>();
    let base: TableValue | undefined;
    for (const include of document.includes) {
      const nested = assembleInclude(include, [...above, document.file]);
      if (nested === undefined) continue;
      const { root, variables, evaluated, imports } = nested;
      const files = new Set([nested.evaluated.root.file, ...imports.list.flatMap((lent) => [...lent.files])]);
      list.push({ section: include.section, end: include.span.end, files, variables });
      for (const [value, finding] of [...imports.open, ...evaluated.open]) open.set(value, finding);
      const placed = nest(root, include);
      base = base === undefined ? placed : overlay(placed, base);
    }
    const imports: Imports = { list, base, open };
    const evaluated = evaluate(document, imports);
    const lent = list.flatMap(({ section, variables }) => (section.length === 0 ? variables : []));
    const assembled: AssembledFile = {
      root: base === undefined ? evaluated.root : overlay(evaluated.root, base),
      variables: [...lent, ...evaluated.variables],
      imports,
      evaluated,
    };
    done.set(document.file, assembled);
    return assembled;
  }

  function assembleInclude(include: IncludeStatement, above: readonly string[]): AssembledFile | undefined {
    const target = resolvePath(include.file, include.path);
    const place = { file: include.file, span: include.pathSpan };
    const document = documents.get(target);
    const problem = !mayRead(target)
      ? includeOutside
      : document === undefined
        ? includeMissing
        : above.includes(target)
          ? includeCycle
          : undefined;
    if (problem !== undefined) diagnostics.push(report(problem, place, [include.path]));
    return problem === undefined && document !== undefined ? assemble(document, above) : undefined;
  }

  const present = [...new Set(given)].flatMap((file) => documents.get(file) ?? []);
  const included = new Set(
    [...documents.values()].flatMap(({ includes }) => includes.map(({ file, path }) => resolvePath(file, path))),
  );
  const roots = present.filter(({ file }) => !included.has(file)).map((document) => assemble(document, []).root);
  // Files that include one another in a circle are reached from none of the roots.
  for (const document of present) if (!done.has(document.file)) roots.push(assemble(document, []).root);
  return { files: done, roots, diagnostics };
}

/** The root of an included file as it appears in the section that includes it. */
function nest(root: TableValue, { section, file, pathSpan }: IncludeStatement): TableValue {
  return section.reduceRight<TableValue>(
    (value, key) => ({ ...root, members: new Map([[key, { key, keySpan: pathSpan, file, value }]]) }),
    root,
  );
}
