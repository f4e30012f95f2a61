import { findSetting, type Json, type SettingSchema } from '@tsk/schemas';

/** How a value is written in a `.tsk` file. */
export function formatLiteral(value: Json): string {
  if (isList(value)) return `[${value.map(formatLiteral).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, inner]) => `${key} = ${formatLiteral(inner)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

/** Lines of a document that sets the setting; undefined where the schema does not say what it could be set to. */
export function writeExample(setting: SettingSchema): readonly string[] | undefined {
  const path = setting.path.map((key) => (key.includes('*') ? key.replace('*', 'main') : key));
  if (setting.isTable) {
    const members = setting.keys.flatMap((key) => writeMember([...setting.path, key], 'true') ?? []);
    return members.length === 0 ? undefined : [`[${path.join('.')}]`, ...members];
  }
  const parent = setting.path.slice(0, -1);
  const needed = (findSetting(parent)?.keys ?? [])
    .filter((key) => key !== setting.path.at(-1))
    .map((key) => findSetting([...parent, key]))
    .flatMap((other) => (other?.isRequired === true ? (writeMember(other.path) ?? []) : []));
  const member = writeMember(setting.path);
  if (member === undefined) return undefined;
  const table = path.slice(0, -1);
  return [...(table.length === 0 ? [] : [`[${table.join('.')}]`]), ...needed, member];
}

/** A key with a value, of a switch the given one or else the other than its default. */
function writeMember(path: readonly string[], toggle?: string): string | undefined {
  const setting = findSetting(path);
  const value = setting === undefined || setting.isTable ? undefined : exampleValue(setting, toggle);
  return value === undefined ? undefined : `${keyOf(path)} = ${value}`;
}

function exampleValue(setting: SettingSchema, toggle: string | undefined): string | undefined {
  if (setting.isSecret) return `@env("${keyOf(setting.path).toUpperCase()}")`;
  const [example] = setting.examples;
  const other = setting.choices?.find(({ value, deprecated }) => deprecated === undefined && value !== setting.default);
  const value = example ?? other?.value ?? setting.default;
  // A setting that is on or off by default is written to change that.
  if (typeof value === 'boolean' && example === undefined) return toggle ?? String(!value);
  if (value === undefined || value === null) return undefined;
  const isList = setting.type.includes('a list') && typeof value === 'string' && example === undefined;
  const text = formatLiteral(value);
  if (isList) return `[${text}]`;
  return typeof value === 'number' && setting.unit !== undefined ? quantity(value, setting.unit) : text;
}

/** A number with its unit; a unit with characters that names do not have stands in quotes. */
function quantity(value: number, unit: string): string {
  return /^(?:[A-Za-z]+|%)$/.test(unit) ? `${value}${unit}` : `"${value}${unit}"`;
}

/** The last key of a path; a name of the user's own gets one that fits anywhere. */
function keyOf(path: readonly string[]): string {
  return (path.at(-1) ?? '').replace('*', 'main');
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
