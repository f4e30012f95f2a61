import { type Diagnostic, type FormatOptions, report } from '@tsk/parser';
import { findNearest, findProjectErrors } from '@tsk/schemas';
import { fixedRule, notJson, unknownRule } from './catalogue.ts';
import { explainProjectError, pointerOf } from './explain-error.ts';
import { type JsonPlaces, placesInJson } from './json-places.ts';
import { findRules, isFixedError, ruleNames } from './known-rules.ts';
import type { ProjectSettings, RuleLevels, SchemaAssociation, SettingsOverride } from './project-settings.ts';

/** The settings in a `tsk.json`, and what is wrong with it. What is wrong is left out of the settings. */
export interface DecodedSettings {
  readonly settings: ProjectSettings;
  readonly diagnostics: readonly Diagnostic[];
}

/** The form of a `tsk.json`, once what its schema refuses is left out. */
interface ProjectData {
  readonly rules?: RuleLevels;
  readonly overrides?: readonly (Pick<SettingsOverride, 'files'> & Partial<SettingsOverride>)[];
  readonly schemas?: readonly SchemaAssociation[];
  readonly format?: FormatOptions;
  readonly ignore?: readonly string[];
}

/** Reads the text of a `tsk.json`, which goes by the name `file` in findings. Never fails. */
export function decodeProjectSettings(text: string, file: string): DecodedSettings {
  const json = readJson(text, file);
  if ('code' in json) return { settings: settle({}, file), diagnostics: [json] };

  const places = placesInJson(text, file);
  const errors = findProjectErrors(json.data);
  const wrong = new Set(errors.map(pointerOf));
  // What the schema refuses is gone, so the rest has the form that the schema describes.
  const data = (withoutWrong(json.data, '', wrong) ?? {}) as ProjectData;
  const settings = settle(data, file);
  return {
    settings,
    diagnostics: inOrder([
      ...errors.map((error) => explainProjectError(error, json.data, file, places)),
      ...listRuleTables(json.data).flatMap(({ path, levels }) => [...judgeRules(levels, path, places)]),
    ]),
  };
}

function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted((a, b) => a.span.start - b.span.start);
}

function settle(data: ProjectData, file: string): ProjectSettings {
  const { rules = {}, overrides = [], schemas = [], format = {}, ignore = [] } = data;
  return {
    file,
    rules,
    overrides: overrides.map((override) => ({ rules: {}, format: {}, ...override })),
    schemas,
    format,
    ignore,
  };
}

function readJson(text: string, file: string): { readonly data: unknown } | Diagnostic {
  try {
    return { data: JSON.parse(text.replace(/^\ufeff/, '')) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const at = Number(/position (\d+)/.exec(message)?.[1] ?? (/end of JSON/.test(message) ? text.length : 0));
    const start = Math.min(at, text.length);
    const reason = message.replace(/,? ?(?:in JSON )?at position.*$/s, '').replace(/\.$/, '');
    return report(notJson, { file, span: { start, end: Math.min(start + 1, text.length) } }, [file, reason]);
  }
}

/** The data without the values at the pointers; undefined where that is all of it. */
function withoutWrong(value: unknown, pointer: string, wrong: ReadonlySet<string>): unknown {
  if (wrong.has(pointer)) return undefined;
  if (Array.isArray(value)) {
    return value
      .map((element, index) => withoutWrong(element, `${pointer}/${index}`, wrong))
      .filter((element) => element !== undefined);
  }
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).map(([key, inner]) => [
    key,
    withoutWrong(inner, `${pointer}/${escapeSegment(key)}`, wrong),
  ]);
  return Object.fromEntries(kept.filter(([, inner]) => inner !== undefined));
}

function escapeSegment(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The tables of rules, those of overrides too, with where they stand. */
function listRuleTables(data: unknown): readonly RuleTable[] {
  const overrides = isRecord(data) && Array.isArray(data['overrides']) ? data['overrides'] : [];
  const owners = [
    { owner: data, path: ['rules'] },
    ...overrides.map((owner: unknown, index) => ({ owner, path: ['overrides', String(index), 'rules'] })),
  ];
  return owners.flatMap(({ owner, path }) =>
    isRecord(owner) && isRecord(owner['rules']) ? [{ path, levels: owner['rules'] }] : [],
  );
}

interface RuleTable {
  readonly path: readonly string[];
  readonly levels: Readonly<Record<string, unknown>>;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function* judgeRules(levels: RuleTable['levels'], path: readonly string[], places: JsonPlaces): Generator<Diagnostic> {
  for (const [name, level] of Object.entries(levels)) {
    const found = findRules(name);
    if (found.length === 0) {
      const nearest = findNearest(name, ruleNames());
      const help =
        nearest === undefined ? 'tsk-compile explain --list lists the codes of all.' : `Did you mean '${nearest}'?`;
      const place = places([...path, name], 'key');
      const fix =
        nearest === undefined
          ? undefined
          : { title: `Write "${nearest}"`, edits: [{ span: place.span, newText: JSON.stringify(nearest) }] };
      yield report(unknownRule, place, [name, help], { fix });
    }
    // The name of a kind is for those of its rules that can be changed.
    const isFixed =
      found.length === 1 && found.every(({ code, severity }) => severity === 'error' && isFixedError(code));
    if (isFixed && level !== 'error' && typeof level === 'string')
      yield report(fixedRule, places([...path, name], 'value'), [name, level]);
  }
}
