import { findNearest, findSetting, listSettings, type SettingSchema } from '@tsk/schemas';
import { findOperator, operators } from '../evaluate/operators/index.ts';
import { findDiagnosticTopics, findRelatedCodes, listDiagnosticTopics } from './diagnostic-topics.ts';
import { renderOperatorPage } from './operator-page.ts';
import { firstSentence, renderSettingPage } from './setting-page.ts';
import type { DiagnosticPages, Topic } from './topic.ts';

/** What an explanation comes to: the page, the topics among which the name does not choose, or what may be meant. */
export type TopicAnswer =
  | { readonly kind: 'found'; readonly topic: Topic; readonly markdown: string }
  | { readonly kind: 'several'; readonly candidates: readonly Topic[] }
  | { readonly kind: 'unknown'; readonly suggestion: string | undefined };

/**
 * Explains a diagnostic code or mnemonic, a setting by its dotted key or by a part of it that is unique (`[0]` and names of
 * the user's own are understood), or an operator, with or without its `@`.
 */
export function explainTopic(name: string, pages: DiagnosticPages): TopicAnswer {
  const wanted = name.trim().replaceAll('`', '');
  const codes = findDiagnosticTopics(wanted, pages);
  const [code] = codes;
  if (codes.length > 1) return { kind: 'several', candidates: codes };
  if (code !== undefined) return { kind: 'found', topic: code, markdown: pages[code.name] ?? '' };
  if (wanted.startsWith('@')) return explainOperator(wanted) ?? suggest(wanted, pages);

  const settings = findSettings(wanted);
  const [setting] = settings;
  if (setting !== undefined && settings.length === 1) return explainSetting(setting, pages);
  if (settings.length > 1) return { kind: 'several', candidates: settings.map(settingTopic) };
  return explainOperator(`@${wanted}`) ?? suggest(wanted, pages);
}

/** Everything that can be explained: codes, settings, operators. */
export function listTopics(pages: DiagnosticPages): readonly Topic[] {
  return [...listDiagnosticTopics(pages), ...listSettings().map(settingTopic), ...operators.map(operatorTopic)];
}

function explainSetting(setting: SettingSchema, pages: DiagnosticPages): TopicAnswer {
  const related = findRelatedCodes(setting.path, pages);
  return { kind: 'found', topic: settingTopic(setting), markdown: renderSettingPage(setting, related) };
}

function explainOperator(name: string): TopicAnswer | undefined {
  const [first = '', ...methods] = name.replace(/\(.*$/s, '').slice(1).split('.');
  const operator = findOperator(first);
  if (operator === undefined) return undefined;
  const topic: Topic = operatorTopic(operator);
  if (methods.length === 0) return { kind: 'found', topic, markdown: renderOperatorPage(operator) };
  const method =
    operator.availability === 'refused' ? undefined : operator.functions.find((one) => one.name === methods.join('.'));
  // `@env.NAME` is the operator as well: what follows its name is no method.
  if (method === undefined) return { kind: 'found', topic, markdown: renderOperatorPage(operator) };
  const described: Topic = { kind: 'operator', name: `@${operator.name}.${method.name}`, title: method.summary };
  return { kind: 'found', topic: described, markdown: renderOperatorPage(operator, method) };
}

/** The settings that a name may mean: the one of that path, or all whose paths end with it. */
function findSettings(name: string): readonly SettingSchema[] {
  const path = name
    .replace(/\s*=.*$/s, '')
    .split(/[.[\]]+/)
    .filter((segment) => segment !== '' && !/^\d+$/.test(segment));
  if (path.length === 0) return [];
  const exact = findSetting(path);
  if (exact !== undefined) return [exact];
  return listSettings().filter(({ path: full }) => {
    const end = full.slice(-path.length);
    return end.length === path.length && end.every((key, index) => key === path[index]);
  });
}

function suggest(name: string, pages: DiagnosticPages): TopicAnswer {
  // A number that is nearly right is another finding.
  if (/^tsk\d*$/i.test(name)) return { kind: 'unknown', suggestion: undefined };
  const topics = listTopics(pages);
  const names = topics.flatMap((topic) => [topic.name, ...(topic.alias === undefined ? [] : [topic.alias])]);
  const keys = new Set(listSettings().map(({ path }) => path.at(-1) ?? ''));
  const suggestion = name.startsWith('@')
    ? findNearest(
        name,
        operators.map((operator) => `@${operator.name}`),
      )
    : (findNearest(name, keys) ?? findNearest(name, names) ?? suggestPath(name));
  return { kind: 'unknown', suggestion };
}

/** A dotted key with one wrong segment: the nearest of the keys that its table has. */
function suggestPath(name: string): string | undefined {
  const path = name.split('.');
  for (let length = path.length - 1; length >= 0; length--) {
    const table = findSetting(path.slice(0, length));
    if (table === undefined) continue;
    const meant = findNearest(path[length] ?? '', table.keys);
    return meant === undefined ? undefined : [...path.slice(0, length), meant, ...path.slice(length + 1)].join('.');
  }
  return undefined;
}

function settingTopic({ path, description }: SettingSchema): Topic {
  return { kind: 'setting', name: path.join('.'), title: firstSentence(description) };
}

function operatorTopic({ name, summary }: { readonly name: string; readonly summary: string }): Topic {
  return { kind: 'operator', name: `@${name}`, title: summary };
}
