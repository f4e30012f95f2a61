import { findSetting, type SettingSchema } from '@tsk/schemas';
import { writeExample, writeJson } from './write-json.ts';

/** What is to be known about a setting, in Markdown: what it is for, what it can be, and what holds without it. */
export function describeSetting(setting: SettingSchema): string {
  const facts = [
    setting.isTable && setting.type === 'a table' ? undefined : `Type: ${setting.type}`,
    setting.unit === undefined ? undefined : `Unit of a bare number: \`${setting.unit}\``,
    setting.range === undefined ? undefined : `Range: ${setting.range}`,
    setting.default === undefined || setting.isTable ? undefined : `Default: \`${writeDefault(setting)}\``,
    setting.examples.length === 0 ? undefined : `Examples: ${setting.examples.map(code).join(', ')}`,
    setting.isRequired ? 'Required' : undefined,
    setting.isSecret ? 'Secret: never written into a compiled file' : undefined,
  ].filter((fact) => fact !== undefined);
  return [setting.description, facts.map((fact) => `- ${fact}`).join('\n'), describeChoices(setting), listKeys(setting)]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** The default of a setting as it would be written, with its unit. */
export function writeDefault({ default: value, unit }: SettingSchema): string {
  if (value === undefined) return '';
  // Units such as `/s` can be written in quotes only; a bare number is assumed to have them.
  const isWritable = unit !== undefined && /^[a-z%]/i.test(unit);
  return typeof value === 'number' && isWritable ? `${value}${unit}` : writeJson(value);
}

function describeChoices({ choices, isClosed }: SettingSchema): string {
  if (choices === undefined) return '';
  const rows = choices.map(({ value, description, deprecated }) => {
    const meaning = description === '' ? '' : `: ${description}`;
    return deprecated === undefined
      ? `- \`${value}\`${meaning}`
      : `- ~~\`${value}\`~~${meaning} Deprecated: ${deprecated}`;
  });
  return `${isClosed ? 'One of' : 'Usual values'}:\n${rows.join('\n')}`;
}

function listKeys({ path, keys, item, isTable }: SettingSchema): string {
  if (!isTable) return '';
  const rows = keys.map((key) => {
    const inner = findSetting([...path, key]);
    return `- \`${key}\`${inner?.isRequired === true ? ' (required)' : ''}: ${inner?.description ?? ''}`;
  });
  const own = item === undefined ? [] : [`- a name of your own for each ${item}`];
  return rows.length + own.length === 0 ? '' : `Keys:\n${[...rows, ...own].join('\n')}`;
}

function code(value: Parameters<typeof writeExample>[0]): string {
  return `\`${writeExample(value)}\``;
}
