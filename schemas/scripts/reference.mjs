/**
 * Writes docs/reference/settings.md from the schemas. With `--check` it writes nothing and fails where the page is not what
 * the schemas say. It reads TypeScript, so it needs the Node that the project asks for.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findSetting, listSettings } from '../src/lookup/find-setting.ts';

const page = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'docs', 'reference', 'settings.md');

const code = (text) => `\`${text}\``;
const cell = (text) => text.replaceAll('|', '\\|');
const literal = (value) => {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${key} = ${literal(inner)}`)
    .join(', ')} }`;
};
const quantity = (value, unit) =>
  typeof value === 'number' && unit !== undefined ? `${value}${unit}` : literal(value);

function describeDefault(setting) {
  if (setting.isRequired) return 'required';
  if (setting.default === undefined) return '–';
  return JSON.stringify(setting.default) === '{}' ? '–' : code(quantity(setting.default, setting.unit));
}

function describeType(setting) {
  const range = setting.range === undefined ? '' : `, ${setting.range}`;
  const unit = setting.unit === undefined ? '' : `; a bare number is in ${code(setting.unit)}`;
  return `${setting.type}${range}${unit}`;
}

function renderChoices(setting) {
  const open = setting.isClosed ? 'is one of' : 'is usually one of';
  const lines = setting.choices.map(({ value, description, deprecated }) => {
    const warning = deprecated === undefined ? '' : ` Deprecated: ${deprecated}.`;
    return `- ${code(JSON.stringify(value))}: ${description}${warning}`;
  });
  return [`${code(setting.path.at(-1))} ${open}:`, '', ...lines, ''];
}

function renderTable(table, keys) {
  const lines = [`## ${code(table.path.join('.'))}`, '', table.description, ''];
  if (keys.length === 0) return lines;
  lines.push('| key | what it is | type | default |', '| --- | --- | --- | --- |');
  for (const key of keys) {
    const examples = key.examples.map((example) => code(literal(example))).join(', ');
    const what = examples === '' ? key.description : `${key.description} Such as ${examples}.`;
    const cells = [code(key.path.at(-1)), what, describeType(key), describeDefault(key)];
    lines.push(`| ${cells.map(cell).join(' | ')} |`);
  }
  lines.push('');
  for (const key of keys) if (key.choices !== undefined) lines.push(...renderChoices(key));
  return lines;
}

function render() {
  const settings = listSettings();
  const keysOf = (path) =>
    settings.filter(
      (setting) => setting.path.length === path.length + 1 && path.every((key, i) => setting.path[i] === key),
    );
  const tables = settings.filter((setting) => setting.isTable);
  return [
    '# Settings',
    '',
    `${findSetting([]).description} \`*\` stands for a name of your own.`,
    '',
    'Where a table may be `true` or `false`, that is short for a table with `enabled = true` or `enabled = false`; a table that',
    'is opened is on. A duration, size or share is a number with a unit (`30s`, `64MB`, `70%`), bare or in quotes, or a number',
    'in the unit that its type names. The units of time are `ns`, `us`, `ms`, `s`, `m`, `h`, `d` and `w`; those of size `B`,',
    '`KB`, `MB`, `GB`, `TB` (powers of 1000) and `KiB`, `MiB`, `GiB`, `TiB` (powers of 1024).',
    '',
    '<!-- Generated from the schemas by schemas/scripts/reference.mjs. Do not edit. -->',
    '',
    ...tables.flatMap((table) => renderTable(table, keysOf(table.path))),
  ].join('\n');
}

const text = render();
if (process.argv.includes('--check')) {
  if (readFileSync(page, 'utf8') !== text) {
    console.error('docs/reference/settings.md is out of date; run: node schemas/scripts/reference.mjs');
    process.exitCode = 1;
  }
} else {
  mkdirSync(dirname(page), { recursive: true });
  writeFileSync(page, text);
}
