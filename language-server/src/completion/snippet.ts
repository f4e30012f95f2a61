import { findSetting, type SettingSchema } from '@tsk/schemas';
import { writeDefault } from '../hover/describe-setting.ts';
import { modelOf } from '../hover/model-of.ts';
import { isCall, writeJson } from '../hover/write-json.ts';
import { writeKey } from '../names/key-text.ts';

/** A text that stands in a snippet as it is. */
export function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

/** A list of texts to choose from at a place of a snippet. */
function choice(place: number, texts: readonly string[]): string {
  return `\${${place}|${texts.map((text) => text.replace(/[\\,|$}]/g, '\\$&')).join(',')}|}`;
}

/** A setting with its value to fill in: `interval = ${1:30s}`; tables get the keys that they need. */
export function keySnippet(setting: SettingSchema, sign: '=' | ':'): string {
  const key = setting.path.at(-1) ?? '';
  const written = escapeSnippet(writeKey(key));
  if (!setting.isTable) return `${written}${assign(sign)}${valueSnippet(setting, 1)}$0`;
  return `${written}${assign(sign)}${tableSnippet(setting, sign, 1)}`;
}

function assign(sign: '=' | ':'): string {
  return sign === '=' ? ' = ' : ': ';
}

/** A table with the keys that it needs, each with a value to fill in. `place` is the number of the first of them. */
export function tableSnippet(setting: SettingSchema, sign: '=' | ':', place: number): string {
  const rows = requiredKeys(setting).map(
    (inner, index) =>
      `\t${escapeSnippet(writeKey(inner.path.at(-1) ?? ''))}${assign(sign)}${valueSnippet(inner, place + index)}\n`,
  );
  return `{\n${rows.join('') || '\t$0\n'}}`;
}

/** The keys without which a table is wrong. */
export function requiredKeys({ path, keys }: SettingSchema): readonly SettingSchema[] {
  return keys.flatMap((key) => {
    const inner = findSetting([...path, key]);
    return inner?.isRequired === true ? [inner] : [];
  });
}

/** The value of a setting to fill in: its default, or what comes nearest to one. */
export function valueSnippet(setting: SettingSchema, place: number): string {
  const { choices, isClosed } = setting;
  const model = modelOf(setting);
  if (choices !== undefined && isClosed && !Array.isArray(model)) {
    const usual = choices.filter(({ deprecated }) => deprecated === undefined).map(({ value }) => value);
    const first = usual.filter((value) => value === model);
    return `"${choice(place, [...first, ...usual.filter((value) => value !== model)])}"`;
  }
  if (typeof model === 'boolean') return choice(place, [String(model), String(!model)]);
  if (typeof model === 'string' && isCall(model)) return escapeSnippet(model);
  if (typeof model === 'string') return `"\${${place}:${escapeSnippet(model)}}"`;
  if (typeof model === 'number') {
    const written = setting.default === undefined ? String(model) : writeDefault(setting);
    return `\${${place}:${escapeSnippet(written)}}`;
  }
  if (Array.isArray(model)) return `[\${${place}:${escapeSnippet(writeJson(model).slice(1, -1))}}]`;
  return `$${place}`;
}
