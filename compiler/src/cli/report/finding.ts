import type { Diagnostic, Place, TextEdit } from '@tsk/parser';
import { findRule } from '../../settings/known-rules.ts';
import { docsPage, type Positions } from './describe.ts';

/** The readable name of a code, such as `E_UNCLOSED`. */
export function mnemonicOf(code: string): string {
  return findRule(code)?.mnemonic ?? '';
}

/** A place for programs, with lines and columns from 1; columns count UTF-16 code units, and the end is not part of it. */
export interface Region {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The lines and columns of a place. */
export function regionOf({ file, span }: Place, positions: Positions): Region {
  const start = positions(file).positionAt(span.start);
  const end = positions(file).positionAt(span.end);
  return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

/** A finding as an object for programs. */
export function describeFinding(diagnostic: Diagnostic, positions: Positions): object {
  const { code, severity, message, file, tags, related, fix } = diagnostic;
  const describeEdit = ({ span, newText }: TextEdit): object => ({ ...regionOf({ file, span }, positions), newText });
  return {
    code,
    mnemonic: mnemonicOf(code),
    severity,
    message,
    file,
    ...regionOf(diagnostic, positions),
    ...(tags === undefined ? {} : { tags }),
    ...(related === undefined
      ? {}
      : {
          related: related.map((other) => ({
            message: other.message,
            file: other.file,
            ...regionOf(other, positions),
          })),
        }),
    ...(fix === undefined ? {} : { fix: { title: fix.title, edits: fix.edits.map(describeEdit) } }),
    docs: docsPage(diagnostic),
  };
}
