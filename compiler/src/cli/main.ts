import { bugExitCode } from './io/exit-code.ts';
import { processShell } from './io/shell.ts';
import { run } from './run.ts';
import { version } from './version.ts';

/** Runs the command of this process. */
async function main(): Promise<void> {
  try {
    process.exitCode = await run(process.argv.slice(2), processShell());
  } catch (error) {
    process.stderr.write(describeBug(error));
    process.exitCode = bugExitCode;
  }
}

function describeBug(error: unknown): string {
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `error TSK9001: this is a bug in tsk-compile, and not in your files.

${details}

tsk-compile ${version}, Node ${process.version}, ${process.platform}

Please report it with the text above, the command that you ran, and the smallest file that shows it.
`;
}

void main();
