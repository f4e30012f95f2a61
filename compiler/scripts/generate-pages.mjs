/**
 * Puts the pages of docs/diagnostics into `src/generated/diagnostic-pages.ts`, so that `tsk-compile explain` and the editor
 * have them wherever they are installed. Writes only what has changed. It must run on Node 20, which may be what npm was
 * started with.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const pages = join(dirname(root), 'docs', 'diagnostics');
const output = join(root, 'src', 'generated', 'diagnostic-pages.ts');

const entries = readdirSync(pages)
  .filter((name) => /^TSK\d{4}\.md$/.test(name))
  .sort()
  .map((name) => `  ${name.slice(0, -3)}: ${JSON.stringify(readFileSync(join(pages, name), 'utf8'))},`);

const text = [
  '// Generated from docs/diagnostics by scripts/generate-pages.mjs. Do not edit.',
  '',
  '/** The page of each diagnostic code, as Markdown. */',
  'export const diagnosticPages: Readonly<Record<string, string>> = {',
  ...entries,
  '};',
  '',
].join('\n');

if (!existsSync(output) || readFileSync(output, 'utf8') !== text) {
  mkdirSync(dirname(output), { recursive: true });
  // By renaming, so that a process that reads at the same time sees the old file or the new one.
  const temporary = `${output}.${process.pid}`;
  writeFileSync(temporary, text);
  renameSync(temporary, output);
}
