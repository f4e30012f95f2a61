import { type Document, parseDocument } from '@tsk/parser';
import { findSetting } from '@tsk/schemas';
import type { SourceDocument } from '../workspace/source-document.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { collectSites } from './collect-sites.ts';
import { type ConfigurationNames, namesOf, type Occurrence } from './configuration-names.ts';
import { configurationsWith, findOccurrences } from './find-occurrences.ts';
import { isName, writeKey } from './key-text.ts';
import { makeLinker } from './linked-document.ts';
import { resolveSite } from './resolve-site.ts';
import { type NameSymbol, symbolId } from './symbol.ts';

/** The edits of a rename, or the sentence that says why there are none. */
export type RenamePlan =
  | { readonly kind: 'edits'; readonly edits: readonly RenameEdit[] }
  | { readonly kind: 'refused'; readonly reason: string };

/** A name that is written anew. */
export interface RenameEdit {
  readonly occurrence: Occurrence;
  readonly newText: string;
}

/** Why the name at an offset cannot be renamed, whatever to; undefined where it can. */
export function refuseRename(workspace: Workspace, document: SourceDocument, offset: number): string | undefined {
  const at = namesOf(workspace.configurationOf(document)).findAt(document, offset);
  if (at === undefined)
    return 'There is no name here that can be changed: only variables, and tables and keys with names of your own.';
  return refuseSymbol(at.symbol);
}

function refuseSymbol(symbol: NameSymbol): string | undefined {
  switch (symbol.kind) {
    case 'variable':
      return undefined;
    case 'member':
      return 'Members of a table that is no part of the configuration cannot be renamed.';
    case 'key': {
      const { path } = symbol;
      const outer = findSetting(path.slice(0, -1));
      const isFixed = outer?.keys.includes(path.at(-1) ?? '') === true;
      return isFixed ? `\`${path.join('.')}\` is a setting, and its name cannot be changed.` : undefined;
    }
  }
}

/** Plans to give the name at an offset another one, in all files. Refuses where any name would then stand for something else. */
export function planRename(
  workspace: Workspace,
  document: SourceDocument,
  offset: number,
  newName: string,
): RenamePlan {
  const own = namesOf(workspace.configurationOf(document));
  const at = own.findAt(document, offset);
  const refused = refuseRename(workspace, document, offset);
  if (at === undefined || refused !== undefined) return refuse(refused ?? '');
  const name = at.symbol.kind === 'variable' ? newName.replace(/^\$/, '') : unquote(newName);
  if (name === at.part.name) return { kind: 'edits', edits: [] };
  const occurrences = findOccurrences(workspace, document, offset);
  const isUsed = occurrences.some(({ site, part }) => site.kind === 'reference' && part.form === 'name');
  if (name === '' || ((at.symbol.kind === 'variable' || isUsed) && !isName(name))) {
    return refuse(`\`${newName}\` is not a name: use letters, digits, \`_\` and \`-\`, with a letter or \`_\` first.`);
  }
  if (at.symbol.kind === 'key') {
    const isTaken = own.listOf({ kind: 'key', path: [...at.symbol.path.slice(0, -1), name] }).length > 0;
    if (isTaken) return refuse(`There is a \`${name}\` in the same table already; choose another name.`);
  }
  const edits = occurrences.map((occurrence) => ({ occurrence, newText: writeName(occurrence, name) }));
  for (const configuration of configurationsWith(workspace, document)) {
    const broken = findBroken(namesOf(configuration), edits, name);
    if (broken !== undefined) return refuse(broken);
  }
  return { kind: 'edits', edits };
}

function refuse(reason: string): RenamePlan {
  return { kind: 'refused', reason };
}

function unquote(text: string): string {
  return /^(["']).*\1$/.test(text) ? text.slice(1, -1) : text;
}

/** The new name as it is written in the place of the old one: quotes are kept. */
function writeName({ part, document, site }: Occurrence, name: string): string {
  if (part.form !== 'quoted') return site.kind === 'key' ? writeKey(name) : name;
  const quote = document.text.charAt(part.span.start);
  const inside = quote === "'" ? name.replace(/[\\']/g, '\\$&') : JSON.stringify(name).slice(1, -1);
  return `${quote}${inside}${quote}`;
}

/** Makes the edits in a copy of the files, and compares what each name stands for. Tells of the first that means something else. */
function findBroken(names: ConfigurationNames, edits: readonly RenameEdit[], name: string): string | undefined {
  const { documents } = names.configuration;
  const edited = new Map([...documents].map(([path, document]) => [path, editDocument(document, edits)]));
  const link = makeLinker(edited);
  for (const [path, document] of documents) {
    const after = edited.get(path);
    const changed = new Set(
      edits.filter((one) => one.occurrence.document.path === path).map((one) => one.occurrence.part),
    );
    const sitesAfter = after === undefined ? [] : collectSites(after.tree);
    for (const [index, site] of collectSites(document.tree).entries()) {
      const other = sitesAfter[index];
      if (site.kind !== 'reference') continue;
      const before = names.resolve(document, site);
      const now = after === undefined || other?.kind !== 'reference' ? [] : resolveSite(link(after), other);
      for (const [at, part] of site.parts.entries()) {
        if (isSame(before[at]?.symbol, now[at]?.symbol, changed.has(part), name)) continue;
        const { line } = document.positionAt(part.span.start);
        return `\`${name}\` would change what \`${part.name}\` in line ${line + 1} of ${path} stands for; choose another name.`;
      }
    }
  }
  return undefined;
}

function editDocument(document: SourceDocument, edits: readonly RenameEdit[]): Document {
  const own = edits
    .filter(({ occurrence }) => occurrence.document.uri === document.uri)
    .toSorted((a, b) => b.occurrence.part.span.start - a.occurrence.part.span.start);
  if (own.length === 0) return document.document;
  let { text } = document;
  for (const { occurrence, newText } of own) {
    const { start, end } = occurrence.part.span;
    text = text.slice(0, start) + newText + text.slice(end);
  }
  return parseDocument(text, { file: document.path });
}

/** Whether a name stands for the same as before, apart from the new name in it. */
function isSame(
  before: NameSymbol | undefined,
  now: NameSymbol | undefined,
  isRenamed: boolean,
  name: string,
): boolean {
  if (before === undefined || now === undefined) return before === now;
  if (before.kind === 'member' || now.kind === 'member') return before.kind === now.kind;
  if (!isRenamed) return symbolId(before) === symbolId(now) || differsInside(before, now, name);
  return before.kind === now.kind && last(now) === name;
}

/** A key of a table that is renamed has another path, and is the same key: exactly one part of its path is the new name. */
function differsInside(before: NameSymbol, now: NameSymbol, name: string): boolean {
  const [a, b] = [pathOf(before), pathOf(now)];
  if (before.kind !== now.kind || a.length !== b.length) return false;
  return (
    a.filter((key, index) => key !== b[index]).length === 1 && b.some((key, index) => key === name && a[index] !== name)
  );
}

function pathOf(symbol: NameSymbol): readonly string[] {
  switch (symbol.kind) {
    case 'variable':
      return [...symbol.scope, symbol.name];
    case 'key':
      return symbol.path;
    case 'member':
      return [];
  }
}

function last(symbol: NameSymbol): string | undefined {
  return pathOf(symbol).at(-1);
}
