import { findNearest } from '@tsk/schemas';
import { defaultSettings, type ServerSettings } from './server-settings.ts';

/** What a client sent, as settings; what is wrong with it, in sentences for its user. */
export interface ReadSettings {
  readonly settings: ServerSettings;
  readonly problems: readonly string[];
}

/** What a setting may be, and how that is said. */
interface Rule {
  readonly isValid: (value: unknown) => boolean;
  readonly expected: string;
}

const aSwitch: Rule = { isValid: (value) => typeof value === 'boolean', expected: 'true or false' };
const anIndent: Rule = {
  isValid: (value) => value === null || (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 16),
  expected: 'a whole number from 1 to 16, or null for what the editor says',
};
const aUrl: Rule = {
  isValid: (value) => value === null || value === '' || (typeof value === 'string' && /^https?:\/\/\S+$/.test(value)),
  expected: 'an http or https address, or null',
};

/** The settings by group; one that stands in no group is a rule itself. The names are those of `ServerSettings`. */
const rules: Readonly<Record<string, Rule | Readonly<Record<string, Rule>>>> = {
  completion: { snippets: aSwitch },
  inlayHints: { resolvedValues: aSwitch, units: aSwitch, defaults: aSwitch, heads: aSwitch },
  codeLens: { preview: aSwitch, references: aSwitch, scale: aSwitch },
  format: { enabled: aSwitch, indent: anIndent },
  diagnostics: { enabled: aSwitch, workspace: aSwitch },
  documentationBaseUrl: aUrl,
};

/** Sections of `tsk` that belong to the editor's extension, and are none of the server's business. */
const foreign = new Set(['trace', 'preview', 'server', 'runtime', 'lint']);

/** Reads the section `tsk` of a client's configuration. What is wrong is left at its default, and explained. */
export function readSettings(section: unknown): ReadSettings {
  if (section === null || section === undefined) return { settings: defaultSettings, problems: [] };
  if (!isObject(section)) {
    return { settings: defaultSettings, problems: ['The setting `tsk` must be an object; it is ignored.'] };
  }
  const problems: string[] = [];
  const read = readGroup(section, rules, 'tsk', problems);
  const { completion, inlayHints, codeLens, format, diagnostics } = defaultSettings;
  const group = (name: string): Readonly<Record<string, unknown>> => (isObject(read[name]) ? read[name] : {});
  const url = read['documentationBaseUrl'];
  const indent = group('format')['indent'];
  const settings: ServerSettings = {
    completion: { ...completion, ...group('completion') },
    inlayHints: { ...inlayHints, ...group('inlayHints') },
    codeLens: { ...codeLens, ...group('codeLens') },
    format: { ...format, ...group('format'), indent: typeof indent === 'number' ? indent : undefined },
    diagnostics: { ...diagnostics, ...group('diagnostics') },
    documentationBaseUrl: typeof url === 'string' && url !== '' ? url.replace(/\/+$/, '') : undefined,
  };
  return { settings, problems };
}

function readGroup(
  given: Readonly<Record<string, unknown>>,
  allowed: Readonly<Record<string, Rule | Readonly<Record<string, Rule>>>>,
  path: string,
  problems: string[],
): Readonly<Record<string, unknown>> {
  const read: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    const key = `${path}.${name}`;
    const rule = allowed[name];
    if (value === undefined || (path === 'tsk' && foreign.has(name))) continue;
    if (rule === undefined) {
      problems.push(`There is no setting \`${key}\`; ${suggest(name, Object.keys(allowed), path)}`);
    } else if (isRule(rule)) {
      if (rule.isValid(value)) read[name] = value;
      else problems.push(`The setting \`${key}\` must be ${rule.expected}; ${JSON.stringify(value)} is ignored.`);
    } else if (isObject(value)) {
      read[name] = readGroup(value, rule, key, problems);
    } else {
      const names = Object.keys(rule).map((inner) => `\`${inner}\``);
      problems.push(`The setting \`${key}\` must be an object with ${names.join(', ')}; it is ignored.`);
    }
  }
  return read;
}

function suggest(name: string, names: readonly string[], path: string): string {
  const nearest = findNearest(name, names);
  if (nearest !== undefined) return `did you mean \`${path}.${nearest}\`?`;
  return `there are ${names.map((known) => `\`${path}.${known}\``).join(', ')}.`;
}

function isRule(rule: Rule | Readonly<Record<string, Rule>>): rule is Rule {
  return typeof rule['isValid'] === 'function';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
