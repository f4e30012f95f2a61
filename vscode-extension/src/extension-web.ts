import type * as vscode from 'vscode';
import { activateExtension } from './activate.ts';
import { createWebClient } from './client/web-client.ts';

/** Called by VS Code, in a browser, when the extension is first needed. */
export function activate(context: vscode.ExtensionContext): void {
  activateExtension(context, { createClient: createWebClient, tools: undefined });
}
