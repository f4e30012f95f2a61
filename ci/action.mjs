/**
 * What the GitHub Action does: checks files, which makes annotations, and writes the job summary and the outputs of the step.
 * Inputs come as environment variables (see action.yml). Ends with the code of `tsk-compile check`.
 */
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findCli } from './find-cli.mjs';
import { renderJobSummary } from './job-summary.mjs';

const { env } = process;

/** One name on each line, or names with blanks between them. */
function splitNames(written) {
  const lines = written.split('\n').map((line) => line.trim());
  const names = lines.length > 1 ? lines : (lines[0] ?? '').split(/\s+/);
  return names.filter((name) => name !== '');
}

/** Where the pages about the codes are: in the repository and version that the action was taken from. */
function docsUrl() {
  const { GITHUB_SERVER_URL: server, TSK_ACTION_REPOSITORY: repository, TSK_ACTION_REF: ref } = env;
  return server && repository && ref ? [`--docs-url=${server}/${repository}/blob/${ref}/docs/diagnostics`] : [];
}

/** Gives a value to GitHub, which reads files of `name<<end`, value and `end`: no value can pass for another one. */
function setOutput(name, value) {
  if (!env.GITHUB_OUTPUT) return;
  const end = randomUUID();
  appendFileSync(env.GITHUB_OUTPUT, `${name}<<${end}\n${value}\n${end}\n`);
}

function check(cli, reportFile) {
  const sarif = env.TSK_SARIF_FILE ? [`--format=sarif=${env.TSK_SARIF_FILE}`] : [];
  const options = [
    `--format=${env.TSK_FORMAT || 'github'}`,
    `--format=json=${reportFile}`,
    ...sarif,
    `--fail-level=${env.TSK_FAIL_LEVEL || 'error'}`,
    ...docsUrl(),
  ];
  const names = splitNames(env.TSK_FILES || '.');
  const { status, error } = spawnSync(process.execPath, [cli, 'check', ...options, '--', ...names], {
    stdio: 'inherit',
  });
  if (error) console.error(error.message);
  return status ?? 2;
}

function main() {
  const cli = findCli();
  if (cli === undefined) {
    console.log('::error::tsk-compile could not be built; the log says why.');
    return 2;
  }
  const folder = mkdtempSync(join(env.RUNNER_TEMP || tmpdir(), 'tsk-'));
  try {
    const reportFile = join(folder, 'report.json');
    const code = check(cli, reportFile);
    setOutput('exit-code', code);
    if (!existsSync(reportFile)) return code;
    const report = JSON.parse(readFileSync(reportFile, 'utf8'));
    if (env.GITHUB_STEP_SUMMARY) appendFileSync(env.GITHUB_STEP_SUMMARY, renderJobSummary(report));
    setOutput('findings', report.diagnostics.length);
    setOutput('errors', report.counts.error);
    setOutput('warnings', report.counts.warning);
    setOutput('sarif-file', env.TSK_SARIF_FILE ?? '');
    return code;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

process.exitCode = main();
