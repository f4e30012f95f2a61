#!/usr/bin/env node
/**
 * What the pre-commit hooks run: `tsk-compile` with the arguments given, built from this checkout where it has to be. `check`
 * without names checks the whole repository: a configuration is more than the files of one commit.
 */
import { spawnSync } from 'node:child_process';
import { findCli } from './find-cli.mjs';

const [command = 'check', ...given] = process.argv.slice(2);
const hasNames = given.some((argument) => !argument.startsWith('-'));
const args = command === 'check' && !hasNames ? [...given, '.'] : given;

const cli = findCli();
if (cli === undefined) {
  console.error('tsk-compile could not be built; see above.');
  process.exitCode = 2;
} else {
  const { status } = spawnSync(process.execPath, [cli, command, ...args], { stdio: 'inherit' });
  process.exitCode = status ?? 2;
}
