import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bundled = join(root, 'compiler', 'dist', 'tsk-compile.js');

/**
 * The path of the `tsk-compile` to run: the one that TSK_COMPILE names, else the one of this checkout, which is built where it
 * has not been yet. Undefined where it cannot be built; npm has said why.
 */
export function findCli(env = process.env) {
  if (env.TSK_COMPILE) return env.TSK_COMPILE;
  if (existsSync(bundled)) return bundled;
  console.error('Building tsk-compile, once …');
  // Its output is no part of what the command says, which programs may read.
  const npm = (...args) =>
    spawnSync('npm', args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' }).status === 0;
  const isBuilt = npm('ci', '--no-audit', '--no-fund') && npm('run', '--silent', 'build');
  return isBuilt && existsSync(bundled) ? bundled : undefined;
}
