/**
 * `npm test`: sets itself up and runs every check and every test. `--quick` leaves out the end-to-end tests and the checks.
 * Further arguments go to vitest. The last line counts the tests: `N passed, N failed, N skipped`.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';
import { ensurePrograms, ensureVscodeHosts } from './test-tools.mjs';
import { ensurePackages, findNode, run } from './toolchain.mjs';

const quick = process.argv.includes('--quick');
const rest = process.argv.slice(2).filter((argument) => argument !== '--quick');

/** Checks beside the tests: types of everything, format and lint, unused files, exports and dependencies. */
const checks = [
  ['tsc', ['-b']],
  ['biome', ['check', '.']],
  ['knip', []],
];

ensurePackages();
let failed = false;
if (quick) {
  for (const generator of ['schemas/scripts/generate.mjs', 'compiler/scripts/generate-pages.mjs']) {
    failed = (await run(findNode(), [generator])) !== 0 || failed;
  }
} else {
  ensurePrograms();
  // Tests find the hosts through this variable, and are skipped without it.
  const hosts = ensureVscodeHosts();
  if (hosts !== undefined) process.env.TSK_TEST_HOSTS = hosts;
  await build();
  for (const [command, args] of checks) {
    if ((await run(command, args)) !== 0) {
      console.error(`${command} ${args.join(' ')} found something; its report is above.`);
      failed = true;
    }
  }
}

const scratch = mkdtempSync(join(tmpdir(), 'tsk-test-'));
const report = join(scratch, 'report.json');
const code = await run('vitest', [
  'run',
  ...(quick ? ['--project', 'quick'] : []),
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...rest,
]);
failed ||= code !== 0;
try {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(readFileSync(report, 'utf8'));
  console.log(`${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests + numTodoTests} skipped`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;
