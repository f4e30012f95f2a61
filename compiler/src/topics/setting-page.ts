import { findSetting, type Json, type SettingSchema } from '@tsk/schemas';
import { formatLiteral, writeExample } from './setting-example.ts';
import type { Topic } from './topic.ts';

/** What explains a setting or a table of settings, as Markdown. */
export function renderSettingPage(setting: SettingSchema, related: readonly Topic[]): string {
  const lines = [`# \`${setting.path.join('.')}\``, '', setting.description, ''];
  lines.push(...renderFacts(setting));
  lines.push(...renderChoices(setting));
  if (setting.isTable) lines.push(...renderKeys(setting));
  const example = writeExample(setting);
  if (example !== undefined) lines.push('Example:', '', '```tsk', ...example, '```', '');
  if (related.length > 0) {
    lines.push('Findings about it:', '', ...related.map(({ name, title }) => `- \`${name}\` ${title}`), '');
  }
  return lines.join('\n');
}

function renderFacts(setting: SettingSchema): readonly string[] {
  const { type, unit, range, isRequired, isSecret, isTable, item } = setting;
  const facts = [
    `- Type: ${type}${unit === undefined ? '' : `; a number without a unit is in \`${unit}\``}`,
    ...(range === undefined ? [] : [`- Range: ${range}`]),
    ...(isRequired ? ['- Required in its table'] : []),
    ...(setting.default === undefined || isTable ? [] : [`- Default: \`${describeValue(setting, setting.default)}\``]),
    ...(isSecret ? ['- Secret: never written into a compiled file; give it with `@env`'] : []),
    ...(item === undefined ? [] : [`- Its keys are names of your own, one for each ${item}`]),
  ];
  return [...facts, ''];
}

function renderChoices({ choices, isClosed }: SettingSchema): readonly string[] {
  if (choices === undefined) return [];
  const lines = choices.map(({ value, description, deprecated }) => {
    const meaning = description === '' ? '' : `: ${description}`;
    return `- \`${JSON.stringify(value)}\`${meaning}${deprecated === undefined ? '' : ` Deprecated: ${deprecated}.`}`;
  });
  return [isClosed ? 'One of:' : 'Usually one of:', '', ...lines, ''];
}

function renderKeys({ path, keys }: SettingSchema): readonly string[] {
  if (keys.length === 0) return [];
  const lines = keys.map((key) => `- \`${key}\`: ${firstSentence(findSetting([...path, key])?.description ?? '')}`);
  return ['Its keys:', '', ...lines, ''];
}

/** The first sentence of a description: enough for a list. */
export function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text;
}

function describeValue({ unit }: SettingSchema, value: Json): string {
  return typeof value === 'number' && unit !== undefined ? `${value}${unit}` : formatLiteral(value);
}
