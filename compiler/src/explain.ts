import { type Document, type Json, type Member, type Place, type TableValue, toJson, type Value } from '@tsk/parser';
import { findSetting } from '@tsk/schemas';
import { traceValue } from './evaluate/evaluate.ts';
import type { TraceStep } from './evaluate/trace.ts';
import type { AssembledFiles } from './includes.ts';
import { resolvePath } from './paths.ts';

/** How a value came to be, in one of the files that have a say. */
export type ExplanationStep =
  | {
      readonly kind: 'written';
      /** Where the value is written, and how: its source text. */
      readonly place: Place;
      readonly text: string;
      /** Whether it was written before a table of its name, as `ssl = true` is before `[ssl]`. */
      readonly isHead: boolean;
      readonly value: Json;
      /** The references and operators that were evaluated for it. */
      readonly from: readonly TraceStep[];
    }
  | { readonly kind: 'overridden'; readonly place: Place; readonly text: string; readonly value: Json }
  | { readonly kind: 'environment'; readonly place: Place; readonly name: string; readonly default?: Json }
  | { readonly kind: 'default'; readonly value: Json; readonly unit?: string };

/** What a key holds, and why. */
export interface Explanation {
  readonly path: readonly string[];
  /** Undefined where the key is nowhere written and has no default. */
  readonly value: Json | undefined;
  /** From what counts to what it overrides. */
  readonly steps: readonly ExplanationStep[];
}

/** What an explanation is made from. */
export interface ExplanationSource {
  readonly documents: ReadonlyMap<string, Document>;
  readonly assembled: AssembledFiles;
  /** The data of all files together. */
  readonly root: TableValue;
}

/** Explains the value of a key. Evaluates anew what it is made of, so that an evaluation that nobody asks about costs nothing. */
export function explainPath(source: ExplanationSource, path: readonly string[]): Explanation {
  const found = findMember(source.root, path);
  const said = [...listMounts(source)].flatMap((mount) => findSaid(source, mount, path) ?? []);
  if (found === undefined) return explainDefault(path);
  const isTable = found.value.kind === 'table';
  const counts = ({ value }: Said): boolean => isTable || isSamePlace(value, found.value);
  const steps = [
    ...said.filter(counts).flatMap((one) => [describeWritten(source, one), ...describeEnvironment(one.value)]),
    ...said.filter((one) => !counts(one)).map((one) => describeOverridden(source, one)),
  ];
  return { path, value: toJson(found.value), steps };
}

/** The path of the key or value at an offset of a file, the innermost one; undefined where there is none. */
export function findPathAt(source: ExplanationSource, file: string, offset: number): readonly string[] | undefined {
  for (const { file: mounted, section } of listMounts(source)) {
    const root = mounted === file ? source.assembled.files.get(file)?.evaluated.root : undefined;
    const local = root === undefined ? undefined : findInside(root, file, offset);
    if (local !== undefined) return [...section, ...local];
  }
  return undefined;
}

/** A file and the table into which it is included; the root for one that is not. */
interface Mount {
  readonly file: string;
  readonly section: readonly string[];
}

/** The files that are included by nobody, and after each what it includes, the last include first: it counts most. */
function* listMounts({ documents, assembled }: ExplanationSource): Generator<Mount> {
  const seen = new Set<string>();
  const waiting: Mount[] = assembled.roots.map(({ file }) => ({ file, section: [] }));
  for (const mount of waiting) {
    const key = JSON.stringify(mount);
    if (seen.has(key)) continue;
    seen.add(key);
    yield mount;
    for (const { file, path, section } of (documents.get(mount.file)?.includes ?? []).toReversed()) {
      const target = resolvePath(file, path);
      const isDeep = mount.section.length + section.length > maxSections;
      if (assembled.files.has(target) && !isDeep)
        waiting.push({ file: target, section: [...mount.section, ...section] });
    }
  }
}

/** How deep includes may nest in sections for an explanation: files that include one another in sections nest for ever. */
const maxSections = 16;

/** What one file says of a key. */
interface Said {
  readonly file: string;
  /** The path in the file. */
  readonly path: readonly string[];
  readonly value: Value;
  readonly member: Member | undefined;
}

function findSaid(
  { assembled }: ExplanationSource,
  { file, section }: Mount,
  path: readonly string[],
): Said | undefined {
  if (section.length > path.length || section.some((key, index) => key !== path[index])) return undefined;
  const local = path.slice(section.length);
  const root = assembled.files.get(file)?.evaluated.root;
  const found = root === undefined ? undefined : findMember(root, local);
  return found === undefined ? undefined : { file, path: local, ...found };
}

function findMember(
  root: Value,
  path: readonly string[],
): { readonly value: Value; readonly member: Member | undefined } | undefined {
  let value: Value | undefined = root;
  let member: Member | undefined;
  for (const key of path) {
    member = value.kind === 'table' ? value.members.get(key) : undefined;
    value = value.kind === 'array' && /^\d+$/.test(key) ? value.elements[Number(key)] : member?.value;
    if (value === undefined) return undefined;
  }
  return { value, member };
}

function describeWritten(source: ExplanationSource, { file, path, value, member }: Said): ExplanationStep {
  const document = source.documents.get(file);
  const imports = source.assembled.files.get(file)?.imports;
  const from = document === undefined || imports === undefined ? [] : traceValue(document, imports, path);
  const written = member === undefined ? '' : textAt(source, { file: member.file, span: member.keySpan });
  const isHead =
    member !== undefined && written !== member.key && written.replace(/^(["'])(.*)\1$/, '$2') !== member.key;
  return { kind: 'written', ...describePlace(source, value), isHead, value: toJson(value), from };
}

function describeOverridden(source: ExplanationSource, { value }: Said): ExplanationStep {
  return { kind: 'overridden', ...describePlace(source, value), value: toJson(value) };
}

function describePlace(
  source: ExplanationSource,
  { file, span }: Value,
): { readonly place: Place; readonly text: string } {
  return { place: { file, span }, text: textAt(source, { file, span }) };
}

function describeEnvironment(value: Value): readonly ExplanationStep[] {
  if (value.kind !== 'deferred') return [];
  const { file, span, name, defaultValue } = value;
  const place = { file, span };
  return [{ kind: 'environment', place, name, ...(defaultValue === undefined ? {} : { default: defaultValue }) }];
}

function explainDefault(path: readonly string[]): Explanation {
  const setting = findSetting(path);
  if (setting?.default === undefined || setting.isTable) return { path, value: undefined, steps: [] };
  const { default: value, unit } = setting;
  return { path, value, steps: [{ kind: 'default', value, ...(unit === undefined ? {} : { unit }) }] };
}

function textAt({ documents }: ExplanationSource, { file, span }: Place): string {
  return documents.get(file)?.tree.text.slice(span.start, span.end) ?? '';
}

function isSamePlace(a: Place, b: Place): boolean {
  return a.file === b.file && a.span.start === b.span.start && a.span.end === b.span.end;
}

function findInside(table: TableValue, file: string, offset: number): readonly string[] | undefined {
  for (const { key, keySpan, file: own, value } of table.members.values()) {
    const inner = value.kind === 'table' ? findInside(value, file, offset) : undefined;
    if (inner !== undefined) return [key, ...inner];
    if (own === file && [keySpan, value.span].some(({ start, end }) => start <= offset && offset < end)) return [key];
  }
  return undefined;
}
