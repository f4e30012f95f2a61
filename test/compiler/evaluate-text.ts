import { toJson, type Value } from '@tsk/parser';
import { analyzeTexts, type Texts } from './analyze-texts.ts';

/** What came of evaluating texts: the data as JSON, and the codes of the findings about it. */
export interface Evaluated {
  readonly data: unknown;
  readonly codes: readonly string[];
  readonly messages: readonly string[];
}

/** Evaluates a text, or several of which the first is the one to look at, and leaves the schema aside. */
export function evaluateText(text: string | Texts): Evaluated {
  const texts = typeof text === 'string' ? { 'a.tsk': text } : text;
  const { values, diagnostics } = analyzeTexts(texts);
  const findings = diagnostics.filter(({ code }) => code.startsWith('TSK3'));
  return {
    data: toJson(values),
    codes: findings.map(({ code }) => code),
    messages: findings.map(({ message }) => message),
  };
}

/** The value of the last key of a text, as JSON; a deferred value as its name and default. */
export function evaluateLast(text: string): unknown {
  const value: Value | undefined = [...analyzeTexts({ 'a.tsk': text }).values.members.values()].at(-1)?.value;
  if (value?.kind === 'deferred') return { env: value.name, default: value.defaultValue };
  return value === undefined ? undefined : toJson(value);
}
