import { resolvePath } from '@tsk/compiler';
import type { SourceDocument } from '../workspace/source-document.ts';
import type { Configuration } from '../workspace/workspace.ts';
import { collectSites, collectSitesAround } from './collect-sites.ts';
import { type LinkedDocument, makeLinker } from './linked-document.ts';
import { resolveSite, type Target } from './resolve-site.ts';
import type { KeySite, NamePart, ReferenceSite, Site, VariableSite } from './site.ts';
import { type NameSymbol, symbolId, symbolName } from './symbol.ts';

/** A name that is written somewhere, and what it stands for. */
export interface Occurrence {
  readonly document: SourceDocument;
  readonly part: NamePart;
  readonly site: KeySite | ReferenceSite | VariableSite;
  /** `write`: a value is given to it there; `part`: it is on the way to another name, as `a` in `[a.b]`; `read`: it is used. */
  readonly role: 'write' | 'part' | 'read';
  readonly symbol: NameSymbol;
}

/** The names of a configuration. */
export interface ConfigurationNames {
  readonly configuration: Configuration;
  /** The table in which the keys of a file are in the configuration: where it is included, or the root. */
  readonly mountOf: (file: string) => readonly string[];
  readonly link: (document: SourceDocument) => LinkedDocument;
  /** What the names of a reference stand for; paths are those within the file. */
  readonly resolve: (document: SourceDocument, site: ReferenceSite) => readonly Target[];
  /** The name at an offset, also right behind its last character. */
  readonly findAt: (document: SourceDocument, offset: number) => Occurrence | undefined;
  /** All names with a meaning in one document, in the order of its text; `named` keeps those of one name. */
  readonly listIn: (document: SourceDocument, named?: string) => Generator<Occurrence>;
  /** All places where a symbol is written or used, file by file. */
  readonly listOf: (symbol: NameSymbol) => readonly Occurrence[];
}

const cache = new WeakMap<Configuration, ConfigurationNames>();

/** The names of a configuration; kept as long as it is. */
export function namesOf(configuration: Configuration): ConfigurationNames {
  const known = cache.get(configuration);
  if (known !== undefined) return known;
  const made = makeNames(configuration);
  cache.set(configuration, made);
  return made;
}

function makeNames(configuration: Configuration): ConfigurationNames {
  const documents = new Map([...configuration.documents].map(([path, { document }]) => [path, document]));
  const linkDocument = makeLinker(documents);
  const mounts = findMounts(configuration);
  const mountOf = (file: string): readonly string[] => mounts.get(file) ?? [];
  const link = (document: SourceDocument): LinkedDocument => linkDocument(document.document);
  const resolve = (document: SourceDocument, site: ReferenceSite): readonly Target[] =>
    resolveSite(link(document), site);

  function* listSite(document: SourceDocument, site: Site, wanted: (part: NamePart) => boolean): Generator<Occurrence> {
    const mount = mountOf(document.path);
    switch (site.kind) {
      case 'operator':
        return;
      case 'variable': {
        const { part, scope } = site;
        const symbol: NameSymbol = { kind: 'variable', file: document.path, scope, name: part.name };
        if (wanted(part)) yield { document, part, site, role: 'write', symbol };
        return;
      }
      case 'key': {
        const path = [...mount, ...site.scope];
        for (const [index, part] of site.parts.entries()) {
          path.push(part.name);
          const role = index === site.parts.length - 1 ? 'write' : 'part';
          if (wanted(part)) yield { document, part, site, role, symbol: { kind: 'key', path: [...path] } };
        }
        return;
      }
      case 'reference': {
        if (!site.parts.some(wanted)) return;
        for (const [index, { symbol }] of resolve(document, site).entries()) {
          const part = site.parts[index];
          if (part === undefined || symbol === undefined || !wanted(part)) continue;
          const global = symbol.kind === 'key' ? { ...symbol, path: [...mount, ...symbol.path] } : symbol;
          const role = index === site.parts.length - 1 ? 'read' : 'part';
          yield { document, part, site, role, symbol: global };
        }
      }
    }
  }

  function* listIn(document: SourceDocument, named?: string): Generator<Occurrence> {
    const wanted = (part: NamePart): boolean => named === undefined || part.name === named;
    for (const site of collectSites(document.tree)) yield* listSite(document, site, wanted);
  }

  function findAt(document: SourceDocument, offset: number): Occurrence | undefined {
    const isThere = ({ span }: NamePart): boolean => span.start <= offset && offset <= span.end;
    // The sigil belongs to the name behind it.
    const isAround = (part: NamePart): boolean =>
      isThere(part) || (part.span.start === offset + 1 && document.text[offset] === '$');
    for (const site of collectSitesAround(document.tree, offset)) {
      for (const found of listSite(document, site, isAround)) return found;
    }
    return undefined;
  }

  function listOf(symbol: NameSymbol): readonly Occurrence[] {
    const id = symbolId(symbol);
    const name = symbol.kind === 'member' ? undefined : symbolName(symbol);
    return [...configuration.documents.values()].flatMap((document) =>
      [...listIn(document, name)].filter((occurrence) => symbolId(occurrence.symbol) === id),
    );
  }

  return { configuration, mountOf, link, resolve, findAt, listIn, listOf };
}

/** Where each file is included: in the first table in which it is, from the files down that nobody includes. */
function findMounts({ documents }: Configuration): ReadonlyMap<string, readonly string[]> {
  const includes = (path: string) =>
    (documents.get(path)?.document.includes ?? []).map((include) => ({
      target: resolvePath(include.file, include.path),
      section: include.section,
    }));
  const included = new Set([...documents.keys()].flatMap((path) => includes(path).map(({ target }) => target)));
  const mounts = new Map<string, readonly string[]>();
  const waiting = [...documents.keys()].filter((path) => !included.has(path));
  for (const path of waiting) mounts.set(path, []);
  for (const path of waiting) {
    for (const { target, section } of includes(path)) {
      if (mounts.has(target) || !documents.has(target)) continue;
      mounts.set(target, [...(mounts.get(path) ?? []), ...section]);
      waiting.push(target);
    }
  }
  return mounts;
}
