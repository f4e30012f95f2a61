import type { DiagnosticKind } from '@tsk/parser';
import { checks } from './checks/index.ts';
import { evaluateKinds } from './evaluate/catalogue.ts';
import { includeCycle, includeMissing, includeOutside } from './includes.ts';
import { contradiction, repetition } from './merge.ts';

/** Every kind of finding that the compiler adds to those of the parser and of the schemas, in the order of the codes. */
export const compilerDiagnostics: readonly Omit<DiagnosticKind, 'message'>[] = [
  ...evaluateKinds,
  includeMissing,
  includeCycle,
  includeOutside,
  contradiction,
  repetition,
  ...checks.flatMap(({ kinds }) => kinds),
];
