import { findSetting, type SettingSchema } from '@tsk/schemas';
import { writeKey } from '../names/key-text.ts';
import { writeDefault } from './describe-setting.ts';
import { modelOf } from './model-of.ts';
import { writeExample } from './write-json.ts';

/** A table of the schema as a document that can be read, and the line (from 0) of each of its keys, by dotted path. */
export interface SchemaText {
  readonly text: string;
  readonly lines: ReadonlyMap<string, number>;
}

/** The scheme of the addresses under which the schema can be read. */
export const schemaScheme = 'tsk-schema';

/** The address of the document that describes a table: `tsk-schema:///auto_scaling.tsk`. */
export function schemaUri(table: string): string {
  return `${schemaScheme}:///${encodeURIComponent(table)}.tsk`;
}

/** The name of the table that an address is about; undefined for any other address. */
export function readSchemaUri(uri: string): string | undefined {
  const name = /^tsk-schema:\/*([^/?#]+)\.tsk$/.exec(uri)?.[1];
  return name === undefined ? undefined : decodeURIComponent(name);
}

/** Describes a table of the document with all that can be in it; undefined where the schema has no such table. */
export function writeSchemaText(table: string): SchemaText | undefined {
  const setting = findSetting([table]);
  if (setting === undefined) return undefined;
  const rows: string[] = [];
  const lines = new Map<string, number>();
  writeTable(setting, rows, lines);
  return { text: `${rows.join('\n')}\n`, lines };
}

function writeTable(table: SettingSchema, rows: string[], lines: Map<string, number>): void {
  if (rows.length > 0) rows.push('');
  rows.push(...comment(table.description));
  if (table.type !== 'a table') rows.push(`# Can be ${table.type}.`);
  lines.set(table.path.join('.'), rows.length);
  rows.push(`[${table.path.map(writeKey).join('.')}]`);
  const inner = [...table.keys, ...(table.item === undefined ? [] : [table.item])].flatMap(
    (key) => findSetting([...table.path, key]) ?? [],
  );
  for (const setting of inner) if (!setting.isTable) writeSetting(setting, rows, lines);
  for (const setting of inner) if (setting.isTable) writeTable(setting, rows, lines);
}

function writeSetting(setting: SettingSchema, rows: string[], lines: Map<string, number>): void {
  const { path, description, type, range, choices = [], isRequired } = setting;
  const facts = [type, range, isRequired ? 'required' : undefined].filter((fact) => fact !== undefined);
  rows.push('', ...comment(description), `# ${facts.join('; ')}`);
  rows.push(...choices.flatMap((choice) => comment(`- ${choice.value}: ${choice.description}`)));
  lines.set(path.join('.'), rows.length);
  const model = modelOf(setting);
  const value = setting.default === undefined ? writeExample(model ?? null) : writeDefault(setting);
  rows.push(`${writeKey(path.at(-1) ?? '')} = ${value}`);
}

function comment(text: string): readonly string[] {
  return text === '' ? [] : text.split('\n').map((line) => `# ${line}`);
}
