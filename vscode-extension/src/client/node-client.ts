import type * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { clientId, clientName } from './client-options.ts';

/** The client of a server in a process of its own, that VS Code's Node runs. */
export function createNodeClient(context: vscode.ExtensionContext, options: LanguageClientOptions): BaseLanguageClient {
  const server = { module: context.asAbsolutePath('dist/server.mjs'), transport: TransportKind.ipc };
  const debug = { ...server, options: { execArgv: ['--nolazy', '--inspect=6009'] } };
  return new LanguageClient(clientId, clientName, { run: server, debug }, options);
}
