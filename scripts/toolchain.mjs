/**
 * What every script needs first: the packages of the lock file and a Node that is new enough.
 * Written for the oldest Node that a machine may have (20), with nothing installed.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const stamp = join(root, 'node_modules', '.tsk-installed');
const MINIMUM = [22, 19];

/** Installs what the lock file says, unless that is what is installed. */
export function ensurePackages() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.error('Installing packages (npm ci) …');
  const status = runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root });
  if (status !== 0) fail('npm ci failed; its message is above.');
  writeFileSync(stamp, wanted);
}

/**
 * Runs npm to its end and gives its exit code: the npm that started us, where one did. The first one on the PATH of a script may be
 * another, which a package has brought along.
 */
export function runNpm(args, options) {
  const own = process.env.npm_execpath;
  const [command, ...first] = own === undefined ? ['npm'] : [process.execPath, own];
  return spawnSync(command, [...first, ...args], { stdio: ['ignore', 'ignore', 'inherit'], ...options }).status;
}

/** The Node to run everything with: this one where it is new enough, otherwise the one that the packages brought along. */
export function findNode() {
  if (isEnough(process.versions.node)) return process.execPath;
  const installed = join(root, 'node_modules', '.bin', 'node');
  if (existsSync(installed)) return installed;
  return fail(
    `This is Node ${process.versions.node}; the project needs ${MINIMUM.join('.')} or newer, and the package that brings one along exists for Linux on x64 and arm64 only.`,
  );
}

/** The environment of every child: the found Node first on the PATH. */
export function childEnvironment() {
  const bin = join(root, 'node_modules', '.bin');
  const node = dirname(findNode());
  return { ...process.env, PATH: [node, bin, process.env.PATH].join(delimiter) };
}

/**
 * Runs a program to its end with the terminal passed on; resolves with its exit code.
 * Stop signals are passed on, but for the Ctrl-C of a terminal, which reaches the program by itself.
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: childEnvironment(), ...options });
    const pass = (signal) => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    };
    process.on('SIGINT', pass).on('SIGTERM', pass);
    // The shell that npm puts in between dies of a signal without passing it on: then this process has a new parent.
    const parent = process.ppid;
    const watch = setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearInterval(watch);
      process.off('SIGINT', pass).off('SIGTERM', pass);
      resolve(signal === null ? (code ?? 1) : 1);
    });
  });
}

/** Says what is wrong and ends. */
export function fail(message) {
  console.error(message);
  process.exit(1);
}

function isEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1]);
}
