import {
  collectNames,
  type Import,
  type ImportedVariable,
  type Imports,
  type Names,
  overlay,
  resolvePath,
} from '@tsk/compiler';
import type { Document, IncludeStatement, TableValue, Value, VariableDeclaration } from '@tsk/parser';

/** A document with the names that it can use: its own, and those of the files that it includes. Nothing is evaluated for it. */
export interface LinkedDocument {
  readonly names: Names;
  /** Its data laid over that of the files that it includes. */
  readonly root: TableValue;
  /** Its variables that stand in no section, after those that are lent to it. */
  readonly lent: readonly ImportedVariable[];
  readonly files: ReadonlySet<string>;
  /** The declaration that a variable's value belongs to, also for the variables of included files. */
  readonly declarations: ReadonlyMap<Value, VariableDeclaration>;
}

/** Links the documents of a configuration, each when it is first asked for. Total: an include that leads in a circle lends nothing. */
export function makeLinker(documents: ReadonlyMap<string, Document>): (document: Document) => LinkedDocument {
  const done = new Map<Document, LinkedDocument>();

  function link(document: Document, above: readonly Document[]): LinkedDocument {
    const known = done.get(document);
    if (known !== undefined) return known;
    const list: Import[] = [];
    const declarations = new Map<Value, VariableDeclaration>();
    let base: TableValue | undefined;
    for (const include of document.includes) {
      const target = documents.get(resolvePath(include.file, include.path));
      if (target === undefined || target === document || above.includes(target)) continue;
      const inner = link(target, [...above, document]);
      list.push({ section: include.section, end: include.span.end, files: inner.files, variables: inner.lent });
      for (const [value, declaration] of inner.declarations) declarations.set(value, declaration);
      const placed = nest(inner.root, include);
      base = base === undefined ? placed : overlay(placed, base);
    }
    const imports: Imports = { list, base, open: new Map() };
    const own = document.variables.filter(({ section }) => section.length === 0).map(toLent);
    for (const declaration of document.variables) declarations.set(declaration.value, declaration);
    const linked: LinkedDocument = {
      names: collectNames(document, imports),
      root: base === undefined ? document.root : overlay(document.root, base),
      lent: [...list.flatMap(({ section, variables }) => (section.length === 0 ? variables : [])), ...own],
      files: new Set([document.file, ...list.flatMap(({ files }) => [...files])]),
      declarations,
    };
    done.set(document, linked);
    return linked;
  }

  return (document) => link(document, []);
}

function toLent({ name, value, file, span }: VariableDeclaration): ImportedVariable {
  return { name, value, declared: { file, span } };
}

/** The root of an included file as it appears in the section that includes it. */
function nest(root: TableValue, { section, file, pathSpan }: IncludeStatement): TableValue {
  return section.reduceRight<TableValue>(
    (value, key) => ({ ...root, members: new Map([[key, { key, keySpan: pathSpan, file, value }]]) }),
    root,
  );
}
