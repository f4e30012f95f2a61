import { type Diagnostic, documentDiagnostics, type Place, syntaxDiagnostics } from '@tsk/parser';
import { configDiagnostics } from '@tsk/schemas';
import { compilerDiagnostics } from '../../catalogue.ts';
import { docsPage, type Positions, positionsIn, type Texts } from './describe.ts';
import { countFindings } from './summary.ts';

const mnemonics: ReadonlyMap<string, string> = new Map(
  [...syntaxDiagnostics, ...documentDiagnostics, ...configDiagnostics, ...compilerDiagnostics].map(
    ({ code, mnemonic }) => [code, mnemonic],
  ),
);

/** The readable name of a code, such as `E_UNCLOSED`. */
export function mnemonicOf(code: string): string {
  return mnemonics.get(code) ?? '';
}

/** Findings for programs, with lines and columns from 1; columns count UTF-16 code units. */
export function renderJson(diagnostics: readonly Diagnostic[], files: readonly string[], texts: Texts): string {
  const positions = positionsIn(texts);
  const findings = diagnostics.map((diagnostic) => describeFinding(diagnostic, positions));
  return `${JSON.stringify({ files, diagnostics: findings, counts: countFindings(diagnostics) }, null, 2)}\n`;
}

function describeFinding(diagnostic: Diagnostic, positions: Positions): object {
  const { code, severity, message, related, fix } = diagnostic;
  return {
    code,
    mnemonic: mnemonicOf(code),
    severity,
    message,
    ...describePlace(diagnostic, positions),
    ...(related === undefined
      ? {}
      : { related: related.map((other) => ({ message: other.message, ...describePlace(other, positions) })) }),
    ...(fix === undefined ? {} : { fix: fix.title }),
    docs: docsPage(diagnostic),
  };
}

function describePlace({ file, span }: Place, positions: Positions): object {
  const start = positions(file).positionAt(span.start);
  const end = positions(file).positionAt(span.end);
  return { file, line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}
