/** Taplo's server, which is a module of WebAssembly, behind the standard streams. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import taploModule, { type RpcMessage } from '@taplo/lsp';
import {
  type DataCallback,
  type Message,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';

const writer = new StreamMessageWriter(process.stdout);
const reader = new StreamMessageReader(process.stdin);

const taplo = await taploModule.TaploLsp.initialize(
  {
    now: () => new Date(),
    envVar: () => undefined,
    envVars: () => [],
    stdErrAtty: () => false,
    stdin: async () => new Uint8Array(),
    stdout: async (bytes) => bytes.length,
    stderr: async (bytes) => bytes.length,
    glob: () => [],
    readFile: (path) => readFile(path),
    writeFile: async () => undefined,
    urlToFilePath: (url) => fileURLToPath(url),
    isAbsolute: (path) => path.startsWith('/'),
    cwd: () => process.cwd(),
    findConfigFile: () => undefined,
  },
  { onMessage: (message) => void writer.write(message as Message) },
);
const take: DataCallback = (message) => {
  const given = message as RpcMessage;
  if (given.method === 'exit') process.exit(0);
  taplo.send(given);
};
reader.listen(take);
