import { enableCompileCache } from 'node:module';
import { bugExitCode } from './io/exit-code.ts';
import { processShell } from './io/shell.ts';
import { version } from './version.ts';

// What a command loads is compiled once on each machine, and not at every start.
enableCompileCache();

// A reader that has seen enough, such as `head`, closes the pipe: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

/** Runs the command of this process. What it needs is loaded only now, after the cache is there to hold it. */
async function main(): Promise<void> {
  try {
    const { run } = await import('./run.ts');
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
