import { setFlagsFromString } from 'node:v8';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from '../server.ts';
import { version } from '../version.ts';
import { chooseFiles } from '../wire/choose-files.ts';
import { clientFiles } from '../wire/client-files.ts';
import { diskFiles } from './disk-files.ts';

const help = `tsk-language-server: the language server for .tsk files.

Usage: tsk-language-server [--stdio | --node-ipc | --socket=PORT | --pipe=NAME]

An editor starts it, and talks to it in the Language Server Protocol:
  --stdio        over standard input and output; this is what it does if nothing else is said
  --node-ipc     over the channel to the Node process that started it
  --socket=PORT  over a socket on which the editor listens
  --pipe=NAME    over a pipe or a domain socket on which the editor listens
  --version      print the version
  --help         print this
`;

/** The ways to talk that the connection reads from the arguments by itself. */
const transports = ['--stdio', '--node-ipc', '--socket', '--pipe'];

function main(args: readonly string[]): void {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(help);
  } else if (args.includes('--version')) {
    process.stdout.write(`${version}\n`);
  } else {
    staySmall();
    const isNamed = args.some((arg) => transports.includes(arg.split('=', 1)[0] ?? ''));
    serve(isNamed ? undefined : [process.stdin, process.stdout]);
  }
}

/**
 * What an edit makes is soon forgotten. With the usual sizes of the young generation the process grows to twice of what it needs before
 * anything is collected; answers take as long with smaller ones.
 */
function staySmall(): void {
  setFlagsFromString('--max-semi-space-size=8');
  setFlagsFromString('--semi-space-growth-factor=1');
}

function serve(streams: readonly [NodeJS.ReadStream, NodeJS.WriteStream] | undefined): void {
  const connection =
    streams === undefined ? createConnection(ProposedFeatures.all) : createConnection(ProposedFeatures.all, ...streams);
  startServer(connection, {
    files: chooseFiles(diskFiles, clientFiles(connection)),
    version,
    nowMs: () => Date.now(),
    schedule: (delayMs, run) => {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
  });
}

main(process.argv.slice(2));
