import type * as vscode from 'vscode';
import {
  CloseAction,
  type CloseHandlerResult,
  ErrorAction,
  type ErrorHandler,
  type LanguageClientOptions,
  RevealOutputChannelOn,
} from 'vscode-languageclient';

/** The name of the client in settings: its trace is `tsk.trace.server`. */
export const clientId = 'tsk';

/** What the client is called in messages. */
export const clientName = 'TSK Language Server';

/** The output channels of the extension. */
export interface Channels {
  readonly log: vscode.LogOutputChannel;
  readonly trace: vscode.LogOutputChannel;
}

/**
 * What the client does, wherever the server runs. Documents of all schemes are its business: files, unsaved ones, and those of virtual
 * workspaces. `onClosed` decides what happens when the server has gone away by itself.
 */
export function clientOptions({ log, trace }: Channels, onClosed: () => CloseHandlerResult): LanguageClientOptions {
  const errorHandler: ErrorHandler = {
    error: (error, _message, count) => {
      log.error('The connection to the language server has a problem.', error);
      return { action: (count ?? 0) <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown, handled: true };
    },
    closed: onClosed,
  };
  return {
    documentSelector: [{ language: 'tsk' }],
    outputChannel: log,
    traceOutputChannel: trace,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    diagnosticCollectionName: 'tsk',
    errorHandler,
    initializationFailedHandler: (error) => {
      log.error('The language server could not be set up.', error);
      return false;
    },
    markdown: { isTrusted: { enabledCommands: ['tsk.explain'] }, supportHtml: false },
  };
}

/** What to do with a server that is gone: `true` starts it again. */
export function closeAction(again: boolean): CloseHandlerResult {
  return { action: again ? CloseAction.Restart : CloseAction.DoNotRestart, handled: true };
}
