import type * as vscode from 'vscode';
import { activateExtension } from './activate.ts';
import { createNodeClient } from './client/node-client.ts';
import { bundledTools } from './tasks/bundled-tools.ts';

/** Called by VS Code, in a process, when the extension is first needed. */
export function activate(context: vscode.ExtensionContext): void {
  activateExtension(context, { createClient: createNodeClient, tools: bundledTools(context) });
}
