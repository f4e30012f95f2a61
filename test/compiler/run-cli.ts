import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { run } from '../../compiler/src/cli/run.ts';

/** What a run of the command gave. */
interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A folder of its own for one test, in which the command is run. */
export interface CliFolder {
  readonly path: string;
  readonly write: (name: string, text: string | Uint8Array) => void;
  readonly read: (name: string) => string;
  readonly run: (args: readonly string[], settings?: RunSettings) => Promise<Outcome>;
  readonly remove: () => void;
}

/** What the command finds around it. */
interface RunSettings {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly isTerminal?: boolean;
  /** Fulfilled when the user asks the command to end. */
  readonly interrupted?: Promise<void>;
  /** Told of everything that is written, to either output. */
  readonly seen?: (text: string) => void;
}

/** Makes a folder in which `tsk-compile` can be run, in this process. */
export function makeCliFolder(): CliFolder {
  const path = mkdtempSync(join(tmpdir(), 'tsk-cli-'));
  return {
    path,
    write(name, text) {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      writeFileSync(join(path, name), text);
    },
    read: (name) => readFileSync(join(path, name), 'utf8'),
    async run(args, { input = '', env = {}, isTerminal = false, interrupted, seen } = {}) {
      let out = '';
      let err = '';
      const toOut = (text: string): void => {
        out += text;
        seen?.(text);
      };
      const toErr = (text: string): void => {
        err += text;
        seen?.(text);
      };
      const code = await run(args, {
        cwd: path,
        env,
        stdin: Readable.from([Buffer.from(input)]),
        nowMs: () => 0,
        out: { isTerminal, write: toOut },
        err: { isTerminal, write: toErr },
        interrupted: () => interrupted ?? new Promise(() => undefined),
      });
      return { code, out, err };
    },
    remove: () => rmSync(path, { recursive: true }),
  };
}
