import { compilerDiagnostics } from '@tsk/compiler';
import { documentDiagnostics, syntaxDiagnostics } from '@tsk/parser';
import { configDiagnostics } from '@tsk/schemas';

/** What a code is about. */
export interface CodeFacts {
  readonly code: string;
  readonly mnemonic: string;
  readonly severity: string;
  readonly title: string;
}

/** Every code that a finding about a document can have. */
export function listCodes(): readonly CodeFacts[] {
  return [...syntaxDiagnostics, ...documentDiagnostics, ...configDiagnostics, ...compilerDiagnostics];
}
