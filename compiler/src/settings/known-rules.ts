import { type DiagnosticKind, documentDiagnostics, syntaxDiagnostics } from '@tsk/parser';
import { configDiagnostics } from '@tsk/schemas';
import { compilerDiagnostics } from '../catalogue.ts';
import { settingsDiagnostics } from './catalogue.ts';

/** What is the same for all findings of a code. */
export type Rule = Omit<DiagnosticKind, 'message'>;

/** Every rule, in the order of the stages. */
export const rules: readonly Rule[] = Object.freeze([
  ...syntaxDiagnostics,
  ...documentDiagnostics,
  ...compilerDiagnostics.filter(({ code }) => code < 'TSK4'),
  ...configDiagnostics,
  ...settingsDiagnostics,
  ...compilerDiagnostics.filter(({ code }) => code > 'TSK4'),
]);

/** The kinds of rules, with the beginnings of their codes. A kind is a name for all of its rules. */
export const ruleKinds: Readonly<Record<string, readonly string[]>> = Object.freeze({
  syntax: ['TSK1'],
  document: ['TSK2'],
  evaluation: ['TSK3'],
  schema: ['TSK40', 'TSK41'],
  project: ['TSK42'],
  checks: ['TSK5'],
});

const byCode: ReadonlyMap<string, Rule> = new Map(rules.map((rule) => [rule.code, rule]));

/** The rule of a code. */
export function findRule(code: string): Rule | undefined {
  return byCode.get(code);
}

/** The kind that a code is of. */
export function ruleKind(code: string): string {
  const entries = Object.entries(ruleKinds);
  return entries.find(([, beginnings]) => beginnings.some((beginning) => code.startsWith(beginning)))?.[0] ?? '';
}

/** The rules that a name stands for: a code, the readable name of one, or a kind. None for a name that is not known. */
export function findRules(name: string): readonly Rule[] {
  const rule = byCode.get(name);
  if (rule !== undefined) return [rule];
  return rules.filter(({ code, mnemonic }) => mnemonic === name || ruleKind(code) === name);
}

/** Every name that rules go by. */
export function ruleNames(): readonly string[] {
  return [...Object.keys(ruleKinds), ...rules.flatMap(({ code, mnemonic }) => [code, mnemonic])];
}

/**
 * Whether an error of this code must stay one. What parser, evaluator and schemas call an error they had to guess around, so the
 * plan would not be what was written; a check (from TSK51 on) judges a plan that is understood.
 */
export function isFixedError(code: string): boolean {
  return !/^TSK5[1-9]/.test(code);
}
