import { listNames, lookUpName, lookUpVariable, scopeAt } from '@tsk/compiler';
import type { Value } from '@tsk/parser';
import { CompletionItemKind } from 'vscode-languageserver';
import { isName } from '../names/key-text.ts';
import type { LinkedDocument } from '../names/linked-document.ts';
import { membersOf, resolveSite } from '../names/resolve-site.ts';
import type { NamePart, ReferenceSite } from '../names/site.ts';
import type { Suggestion, SuggestionSource } from './suggestion.ts';

/** How a name is written where it is suggested. */
interface NameForm {
  readonly scope: readonly string[];
  /** The key that is being given a value, which cannot be its own. */
  readonly own?: string | undefined;
  /** Inside `${…}`, where names need no `$`. */
  readonly isInterpolated: boolean;
  /** Whether bare names are looked for too, as in an expression. */
  readonly isExpression: boolean;
  /** What is typed already. */
  readonly typed: string;
}

/** How many characters of a value are shown behind a name. */
const maxShown = 60;

/** The variables and keys that can be used at the cursor: variables first, then what is nearest. */
export function* suggestNames(source: SuggestionSource, form: NameForm): Generator<Suggestion> {
  if (form.typed.startsWith('@')) return;
  const linked = source.names.link(source.document);
  const scope = scopeAt(linked.names.root, form.scope);
  const seen = new Set<string>();
  for (const name of listNames(linked.names, scope, true)) {
    if (seen.has(name) || !isName(name)) continue;
    seen.add(name);
    const found = lookUpVariable(linked.names, scope, name, source.offset);
    if (found.kind !== 'found') continue;
    const isVariable = linked.declarations.get(found.value)?.name === name;
    if (name === form.own && !isVariable && found.scope.path.length === scope.path.length) continue;
    yield suggestName(source, linked, form, name, found.value, isVariable);
  }
  if (!form.isExpression || form.isInterpolated || form.typed.startsWith('$')) return;
  for (const name of new Set(listNames(linked.names, scope, false))) {
    const found = lookUpName(scope, name);
    if (found.kind !== 'found' || !isName(name)) continue;
    yield { ...bare(name, found.value), rank: 800, detail: showValue(source, found.value) };
  }
}

function suggestName(
  source: SuggestionSource,
  linked: LinkedDocument,
  { isInterpolated, typed }: NameForm,
  name: string,
  value: Value,
  isVariable: boolean,
): Suggestion {
  const text = isInterpolated && !typed.startsWith('$') ? name : `$${name}`;
  const declaration = linked.declarations.get(value);
  const uri = declaration === undefined ? undefined : source.workspace.findByPath(declaration.file)?.uri;
  return {
    ...bare(name, value),
    label: text,
    text,
    kind: isVariable ? CompletionItemKind.Variable : kindOf(value),
    rank: isVariable ? 600 : value.kind === 'table' ? 750 : 700,
    detail: showValue(source, value),
    ...(uri === undefined ? {} : { subject: { kind: 'variable', uri, name, text: showValue(source, value) } }),
  };
}

function bare(name: string, value: Value): Suggestion {
  const commit = value.kind === 'table' ? { commit: ['.'] } : {};
  return { label: name, kind: kindOf(value), text: name, isSnippet: false, rank: 700, ...commit };
}

function kindOf(value: Value): CompletionItemKind {
  return value.kind === 'table' ? CompletionItemKind.Module : CompletionItemKind.Field;
}

/** A value as it is written, on one line. */
function showValue({ workspace }: SuggestionSource, { file, span, kind }: Value): string {
  if (kind === 'table') return 'a table';
  const text = workspace.findByPath(file)?.text.slice(span.start, span.end).replace(/\s+/g, ' ') ?? '';
  return text.length > maxShown ? `${text.slice(0, maxShown - 1)}…` : text;
}

/** The members of what stands before a dot: of a table that `base` refers to. */
export function* suggestMembers(
  source: SuggestionSource,
  base: string,
  scope: readonly string[],
  isInterpolated: boolean,
): Generator<Suggestion> {
  const linked = source.names.link(source.document);
  const site = readBase(base, scope, isInterpolated, source.offset);
  const targets = resolveSite(linked, site);
  const last = targets.length === site.parts.length ? targets.at(-1) : undefined;
  if (last === undefined) return;
  for (const [name, { value }] of membersOf(linked, last)) {
    if (isName(name)) yield { ...bare(name, value), detail: showValue(source, value) };
  }
}

/** A reference as it would be made from its text. */
function readBase(base: string, scope: readonly string[], isInterpolated: boolean, offset: number): ReferenceSite {
  const span = { start: offset, end: offset };
  const names = base.replace(/^\$/, '').match(/[A-Za-z_][\w-]*|\d+/g) ?? [];
  const parts = names.map((name): NamePart => ({ name, span, form: 'name' }));
  return { kind: 'reference', by: base.startsWith('$') || isInterpolated ? '$' : 'name', scope, parts, span };
}
