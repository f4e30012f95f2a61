/**
 * Writes docs/reference/ from the schemas. With `--check` it writes nothing and fails where a page is not what the schemas
 * say. It reads TypeScript, so it needs the Node that the project asks for.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findSetting, listSettings } from '../src/lookup/find-setting.ts';

const folder = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'docs', 'reference');
const notice = '<!-- Generated from the schemas by schemas/scripts/reference.mjs. Do not edit. -->';

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

function renderNames(table) {
  const names = table.aliases.map(code).join(', ');
  const moved = Object.entries(table.moved).map(([key, paths]) => `${code(key)} is ${paths.map(code).join(' and ')}`);
  return [
    ...(names === '' ? [] : [`Also understood as ${names}.`, '']),
    ...(table.hasEffect ? [] : ['**`tsk-run` does not act on it.** It is checked for other programs.', '']),
    ...(moved.length === 0 ? [] : [`Also understood here: ${moved.join('; ')}.`, '']),
  ];
}

function describeKey(key) {
  const examples = key.examples.map((example) => code(literal(example))).join(', ');
  const names = key.aliases.map(code).join(', ');
  return [
    key.description,
    ...(examples === '' ? [] : [`Such as ${examples}.`]),
    ...(names === '' ? [] : [`Also ${names}.`]),
    ...(key.hasEffect ? [] : ['`tsk-run` does not act on it.']),
  ].join(' ');
}

function renderTable(table, keys) {
  const lines = [`## ${code(table.path.join('.'))}`, '', table.description, '', ...renderNames(table)];
  if (keys.length === 0) return lines;
  lines.push('| key | what it is | type | default |', '| --- | --- | --- | --- |');
  for (const key of keys) {
    const cells = [code(key.path.at(-1)), describeKey(key), describeType(key), describeDefault(key)];
    lines.push(`| ${cells.map(cell).join(' | ')} |`);
  }
  lines.push('');
  for (const key of keys) if (key.choices !== undefined) lines.push(...renderChoices(key));
  return lines;
}

const fileOf = (table) => `${table.path[0].replaceAll('_', '-')}.md`;

/** The pages by name: one for each table at the root, and one that leads to them. */
function render() {
  const settings = listSettings();
  const keysOf = (path) =>
    settings.filter(
      (setting) => setting.path.length === path.length + 1 && path.every((key, i) => setting.path[i] === key),
    );
  const pages = keysOf([]).map((root) => {
    const tables = settings.filter((setting) => setting.isTable && setting.path[0] === root.path[0]);
    const lines = [
      `# ${code(`[${root.path[0]}]`)}`,
      '',
      notice,
      '',
      'See [Settings](settings.md) for units and short forms.',
      '',
    ];
    return [fileOf(root), [...lines, ...tables.flatMap((table) => renderTable(table, keysOf(table.path)))].join('\n')];
  });
  return new Map([['settings.md', renderIndex(keysOf([]))], ...pages]);
}

function renderIndex(roots) {
  const list = (tables) => tables.map((table) => `- [${code(table.path[0])}](${fileOf(table)}): ${table.description}`);
  const { moved } = findSetting([]);
  return [
    '# Settings',
    '',
    `${findSetting([]).description} On the pages \`*\` stands for a name of your own.`,
    '',
    notice,
    '',
    ...list(roots.filter(({ hasEffect }) => hasEffect)),
    '',
    'These are checked, and `tsk-run` does not act on them; an application or another tool may:',
    '',
    ...list(roots.filter(({ hasEffect }) => !hasEffect)),
    '',
    '## Short forms and units',
    '',
    'Where a table may be `true` or `false`, that is short for a table with `enabled = true` or `enabled = false`; a table that',
    'is opened is on. Where a list is expected, a single value is a list of one.',
    '',
    'A duration, size, share or rate is a number with a unit (`30s`, `64MB`, `70%`, `"100/s"`), bare or in quotes, or a number',
    'in the unit that its type names. The units of time are `ns`, `us`, `ms`, `s`, `m`, `h`, `d` and `w`; those of size `B`,',
    '`KB`, `MB`, `GB`, `TB` (powers of 1000) and `KiB`, `MiB`, `GiB`, `TiB` (powers of 1024); those of rates `/s`, `/m`, `/h`,',
    '`/d`, also in words (`"100 per minute"`). A bare share up to 1 is a share, a larger one a percentage.',
    '',
    '## Other names',
    '',
    'A key is understood in other capitals and with `-` for `_` (`maxInstances`, `max-instances`), and under the names that its',
    'page lists; a hint says which name it has here. A table under another name, or one whose name other programs use as well',
    '(`[server]`, `[cache]` …), is taken for ours where at least half of its keys are; all other tables are left alone.',
    'Where a setting is written under two names with different values, that is an error.',
    '',
    `These tables are understood at the root as well: ${Object.entries(moved)
      .map(([key, paths]) => `${code(key)} is ${paths.map(code).join(' and ')}`)
      .join('; ')}.`,
    '',
  ].join('\n');
}

const pages = render();
if (process.argv.includes('--check')) {
  const stale = [...pages].filter(([name, text]) => read(name) !== text).map(([name]) => name);
  const extra = readdirSync(folder).filter((name) => name.endsWith('.md') && !pages.has(name));
  if (stale.length + extra.length > 0) {
    const names = [...stale, ...extra].join(', ');
    console.error(`docs/reference is out of date (${names}); run: node schemas/scripts/reference.mjs`);
    process.exitCode = 1;
  }
} else {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of pages) writeFileSync(join(folder, name), text);
}

function read(name) {
  const path = join(folder, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
