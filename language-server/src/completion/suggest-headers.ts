import {
  childNodes,
  endToken,
  firstToken,
  NodeKind,
  nodeKind,
  type SyntaxTree,
  tokenStart,
  type Value,
} from '@tsk/parser';
import { findSetting, listSettings, type SettingSchema } from '@tsk/schemas';
import { CompletionItemKind } from 'vscode-languageserver';
import { readKey, writeKey } from '../names/key-text.ts';
import type { Cursor } from './cursor.ts';
import { escapeSnippet, requiredKeys, valueSnippet } from './snippet.ts';
import { globalPath, type Suggestion, type SuggestionSource } from './suggestion.ts';

/** The names of all tables, between the brackets of a header; those that have a header already are left out. */
export function* suggestHeaders(
  source: SuggestionSource,
  { word, isClosed }: Extract<Cursor, { readonly kind: 'header' }>,
): Generator<Suggestion> {
  const typed = source.document.text.slice(word.start, source.offset);
  const outer = typed.slice(0, typed.lastIndexOf('.') + 1);
  for (const [index, { setting, name }] of listFree(source, word.start).entries()) {
    if (!name.startsWith(outer)) continue;
    const rest = name.slice(outer.length);
    yield {
      ...describe(setting, rest, index),
      text: isClosed ? rest : `${rest}]`,
      isSnippet: false,
      word: { start: word.start + outer.length, end: word.end },
    };
  }
}

/** Whole sections, where a statement can begin: the header with the keys that its table needs. */
export function* suggestSections(source: SuggestionSource): Generator<Suggestion> {
  const isFirst = source.document.document.root.members.size === 0;
  if (isFirst) yield suggestStart(source);
  for (const [index, { setting, name }] of listFree(source, -1).entries()) {
    const keys = requiredKeys(setting).map(
      (inner, at) => `${writeKey(inner.path.at(-1) ?? '')} = ${valueSnippet(inner, at + 1)}\n`,
    );
    yield {
      ...describe(setting, `[${name}]`, 300 + (isFirst ? 0 : 100) + index),
      filter: name,
      text: source.hasSnippets ? `[${escapeSnippet(name)}]\n${keys.join('')}$0` : `[${name}]\n`,
      isSnippet: source.hasSnippets,
    };
  }
}

function describe(setting: SettingSchema, label: string, rank: number): Omit<Suggestion, 'text' | 'isSnippet'> {
  return {
    label,
    kind: CompletionItemKind.Module,
    rank,
    detail: setting.description,
    subject: { kind: 'setting', path: setting.path },
  };
}

/** The paths of all headers of a document but for the one that begins at `start`. */
function headersOf(tree: SyntaxTree, start: number): ReadonlySet<string> {
  const found = new Set<string>();
  for (const node of childNodes(tree, 0)) {
    if (nodeKind(tree, node) !== NodeKind.Section) continue;
    const [path] = childNodes(tree, node);
    if (path === undefined || tokenStart(tree, firstToken(tree, path)) === start) continue;
    const keys: string[] = [];
    for (let token = firstToken(tree, path); token < endToken(tree, path); token++) {
      const key = readKey(tree, token);
      if (key !== undefined) keys.push(key);
    }
    found.add(keys.join('.'));
  }
  return found;
}

let settings: readonly SettingSchema[] | undefined;

/** All settings of the schema, described once: there are hundreds, and they never change. */
function allSettings(): readonly SettingSchema[] {
  settings ??= listSettings();
  return settings;
}

interface FreeTable {
  readonly setting: SettingSchema;
  readonly name: string;
}

/** The tables without a header in the document, but for the header at `start`; outer tables before inner ones. */
function listFree(source: SuggestionSource, start: number): readonly FreeTable[] {
  const taken = headersOf(source.document.tree, start);
  const mount = globalPath(source, []);
  const tables = allSettings().filter(
    ({ path, isTable }) =>
      isTable && !path.includes('*') && path.length > mount.length && mount.every((key, at) => key === path[at]),
  );
  const own = listOwn(source, mount.length);
  return [
    ...tables.map((setting) => ({ setting, name: setting.path.slice(mount.length).map(writeKey).join('.') })),
    ...own,
  ]
    .filter(({ name }) => !taken.has(name))
    .toSorted((a, b) => depth(a) - depth(b));
}

/** The tables that the user has named, as `load_balancing.instances.app-1`. */
function listOwn({ names }: SuggestionSource, mounted: number): readonly FreeTable[] {
  const found: FreeTable[] = [];
  for (const { path, item } of allSettings()) {
    if (item === undefined) continue;
    for (const { document } of names.configuration.documents.values()) {
      let value: Value | undefined = document.root;
      for (const key of path) value = value?.kind === 'table' ? value.members.get(key)?.value : undefined;
      for (const key of value?.kind === 'table' ? value.members.keys() : []) {
        const setting = findSetting([...path, key]);
        const name = [...path, key].slice(mounted).map(writeKey).join('.');
        if (setting?.isTable === true && !found.some((one) => one.name === name)) found.push({ setting, name });
      }
    }
  }
  return found;
}

function depth({ name }: FreeTable): number {
  return name.split('.').length;
}

/** A configuration with all that a service needs to run and to scale. */
function suggestStart({ hasSnippets }: SuggestionSource): Suggestion {
  const place = (index: number, text: string): string => (hasSnippets ? `\${${index}:${text}}` : text);
  return {
    label: 'minimal configuration',
    filter: 'minimal configuration service',
    kind: CompletionItemKind.Snippet,
    detail: 'A service that is balanced and scaled',
    rank: 299,
    isSnippet: hasSnippets,
    text: `[service]
name = "${place(1, 'shop')}"
command = "${place(2, 'node')}"
args = ["${place(3, 'server.js')}"]

[load_balancing]
algorithm = "least_connections"

[auto_scaling]
min_instances = ${place(4, '2')}
max_instances = ${place(5, '10')}

[auto_scaling.metrics.cpu_utilization]
threshold_high = ${place(6, '70%')}
threshold_low = ${place(7, '30%')}
`,
  };
}
