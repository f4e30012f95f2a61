import type { DiagnosticPages, Topic } from './topic.ts';

/** Loads the pages of the diagnostics; they are large, and most commands never need them. */
export async function loadDiagnosticPages(): Promise<DiagnosticPages> {
  const { diagnosticPages } = await import('../generated/diagnostic-pages.ts');
  return diagnosticPages;
}

/** The topics of the diagnostics. A page begins with `# CODE: title`, and its first line after that is the mnemonic. */
export function listDiagnosticTopics(pages: DiagnosticPages): readonly Topic[] {
  return Object.entries(pages).map(([name, text]) => {
    const title = /^# \S+ *(.*)$/m.exec(text)?.[1] ?? '';
    const alias = /^`(\w+)`$/m.exec(text)?.[1];
    return { kind: 'code', name, title, ...(alias === undefined ? {} : { alias }) };
  });
}

/** The topics of a code (`TSK5101`, `tsk5101`, `5101`) or of a mnemonic (`E_MIN_OVER_MAX`), which several codes may share. */
export function findDiagnosticTopics(name: string, pages: DiagnosticPages): readonly Topic[] {
  const wanted = name.toUpperCase();
  const code = /^\d{4}$/.test(wanted) ? `TSK${wanted}` : wanted;
  return listDiagnosticTopics(pages).filter((topic) => topic.name === code || topic.alias === wanted);
}

/** The codes whose examples speak of a setting of a table, at most so many: more would be no help. */
export function findRelatedCodes(path: readonly string[], pages: DiagnosticPages): readonly Topic[] {
  const [table = ''] = path;
  const key = path.at(-1) ?? '';
  const isSet = new RegExp(`^\\s*(?:.*[{,]\\s*)?${literally(key)}\\s*[={]`, 'm');
  const related = listDiagnosticTopics(pages).filter(({ name }) => {
    const page = pages[name] ?? '';
    return name.startsWith('TSK5') && page.includes(`[${table}`) && isSet.test(page);
  });
  return related.length > mostRelated ? [] : related;
}

const mostRelated = 6;

const literally = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
