import type * as vscode from 'vscode';

/** How previews ask the language server. */
export interface PreviewClient {
  request<R>(method: string, params: unknown, token?: vscode.CancellationToken): Promise<R>;
}

/** Codes of the protocol for a request that something newer replaces: ContentModified and RequestCancelled. */
const replaced: readonly unknown[] = [-32801, -32800];

/** Whether a request failed only because something newer replaces it. */
export function isReplaced(failure: unknown): boolean {
  return failure instanceof Error && 'code' in failure && replaced.includes(failure.code);
}
