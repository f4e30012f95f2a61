import * as vscode from 'vscode';

/** Offers, where a finding is, to explain its code: the page is on board. */
export function explainActions(): vscode.Disposable {
  const kind = vscode.CodeActionKind.QuickFix;
  return vscode.languages.registerCodeActionsProvider(
    { language: 'tsk' },
    {
      provideCodeActions: (_document, _range, { diagnostics }) =>
        [...new Set(diagnostics.flatMap(({ code }) => codeOf(code)))].map((code) => {
          const action = new vscode.CodeAction(vscode.l10n.t('Explain {0}', code), kind);
          action.command = { title: action.title, command: 'tsk.explain', arguments: [code] };
          action.diagnostics = diagnostics.filter((one) => codeOf(one.code).includes(code));
          return action;
        }),
    },
    { providedCodeActionKinds: [kind] },
  );
}

function codeOf(code: vscode.Diagnostic['code']): readonly string[] {
  const value = typeof code === 'object' ? code.value : code;
  return typeof value === 'string' && value.startsWith('TSK') ? [value] : [];
}
