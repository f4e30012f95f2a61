import type { PreviewDataAnswer } from '@tsk/language-server/requests';
import * as vscode from 'vscode';
import { buildDataRequest } from './build-request.ts';
import type { ChosenTextReader } from './chosen-texts.ts';
import type { PreviewClient } from './preview-client.ts';
import type { ExportFormat } from './protocol.ts';
import type { ViewState } from './view-state.ts';

const formats: readonly (vscode.QuickPickItem & { readonly format: ExportFormat })[] = [
  { format: 'svg', label: 'SVG', description: 'the picture, sharp at every size' },
  { format: 'png', label: 'PNG', description: 'the picture as it is on the screen' },
  { format: 'png2x', label: 'PNG, double size', description: 'the picture with twice as many pixels each way' },
  { format: 'csv', label: 'CSV', description: 'the numbers, for spreadsheets' },
  { format: 'json', label: 'JSON', description: 'everything, for programs' },
];

/** Asks the user for a format; undefined where none is chosen. */
export async function chooseFormat(): Promise<ExportFormat | undefined> {
  const chosen = await vscode.window.showQuickPick(formats, { title: 'Export the Preview' });
  return chosen?.format;
}

/** The numbers of a preview as a file; undefined, with a message to the user, where there are none. */
export async function fetchData(
  client: PreviewClient,
  state: ViewState,
  texts: ChosenTextReader,
  format: 'csv' | 'json',
): Promise<Uint8Array | undefined> {
  const params = buildDataRequest(state, await texts.read(state), format);
  const answer = await client.request<PreviewDataAnswer | null>('tsk/previewData', params);
  if (answer?.ok === true) return new TextEncoder().encode(answer.text);
  void vscode.window.showErrorMessage(answer?.message ?? 'The document is not known to the language server.');
  return undefined;
}

/** What the page rendered, as bytes. */
export function decodeRendered(format: 'svg' | 'png' | 'png2x', data: string): Uint8Array {
  if (format === 'svg') return new TextEncoder().encode(data);
  return Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
}

/** Asks where to save, and saves. */
export async function save(state: ViewState, format: ExportFormat, bytes: Uint8Array): Promise<void> {
  const extension = format === 'png2x' ? 'png' : format;
  const document = vscode.Uri.parse(state.uri, true);
  const name = document.path.slice(document.path.lastIndexOf('/') + 1).replace(/\.tsk$/, '');
  const target = await vscode.window.showSaveDialog({
    title: 'Export the Preview',
    defaultUri: vscode.Uri.joinPath(document, '..', `${name}-${state.view}.${extension}`),
    filters: { [extension.toUpperCase()]: [extension] },
  });
  if (target === undefined) return;
  await vscode.workspace.fs.writeFile(target, bytes);
  const open = 'Open';
  const chosen = await vscode.window.showInformationMessage(
    `The preview is in ${target.path.split('/').at(-1)}.`,
    open,
  );
  if (chosen === open) await vscode.commands.executeCommand('vscode.open', target);
}
