import { findSetting } from '@tsk/schemas';
import { describeOperator } from '../hover/describe-operator.ts';
import { describeSetting } from '../hover/describe-setting.ts';
import { listCodes } from '../hover/list-codes.ts';
import type { Subject } from './suggestion.ts';

/** The documentation of a suggestion, in Markdown; undefined where there is nothing to say. */
export function documentSubject(subject: Subject): string | undefined {
  switch (subject.kind) {
    case 'setting':
      return documentSetting(subject);
    case 'operator':
      return describeOperator(subject.name, subject.method);
    case 'code': {
      const found = listCodes().find(({ code }) => code === subject.code);
      return found === undefined ? undefined : `**${found.code}** (${found.mnemonic}): ${found.title}`;
    }
    case 'variable':
      return `\`\`\`tsk\n$${subject.name} = ${subject.text}\n\`\`\``;
  }
}

function documentSetting({ path, choice }: Extract<Subject, { readonly kind: 'setting' }>): string | undefined {
  const setting = findSetting(path);
  if (setting === undefined) return undefined;
  const chosen = setting.choices?.find(({ value }) => value === choice);
  if (chosen === undefined) return describeSetting(setting);
  const warning = chosen.deprecated === undefined ? '' : `\n\nDeprecated: ${chosen.deprecated}`;
  return `\`${chosen.value}\`: ${chosen.description}${warning}\n\n${setting.description}`;
}

/** Whether what a client sends back is a subject that the server gave it. */
export function isSubject(data: unknown): data is Subject {
  if (typeof data !== 'object' || data === null || !('kind' in data)) return false;
  switch (data.kind) {
    case 'setting':
      return 'path' in data && Array.isArray(data.path) && data.path.every((key) => typeof key === 'string');
    case 'operator':
      return 'name' in data && typeof data.name === 'string' && 'method' in data && typeof data.method === 'string';
    case 'code':
      return 'code' in data && typeof data.code === 'string';
    case 'variable':
      return 'name' in data && typeof data.name === 'string' && 'text' in data && typeof data.text === 'string';
    default:
      return false;
  }
}
