import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import { LanguageClient } from 'vscode-languageclient/browser';
import { clientId, clientName } from './client-options.ts';

/** The client of a server in a worker of the browser. */
export function createWebClient(context: vscode.ExtensionContext, options: LanguageClientOptions): BaseLanguageClient {
  const script = vscode.Uri.joinPath(context.extensionUri, 'dist', 'web', 'server.js');
  return new LanguageClient(clientId, clientName, new Worker(script.toString(true)), options);
}
