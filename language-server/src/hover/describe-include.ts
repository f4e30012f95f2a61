import { resolvePath } from '@tsk/compiler';
import type { IncludeStatement } from '@tsk/parser';
import type { Workspace } from '../workspace/workspace.ts';
import { linkTo } from './link.ts';

/** What an include brings, in Markdown: the file, and the names of its tables, keys and variables. */
export function describeInclude(workspace: Workspace, { file, path, section }: IncludeStatement): string {
  const target = resolvePath(file, path);
  const document = workspace.findByPath(target)?.document;
  if (document === undefined) return `\`${target}\` cannot be read.`;
  const into = section.length === 0 ? '' : ` into \`[${section.join('.')}]\``;
  const keys = [...document.root.members.keys()].map((key) => `\`${key}\``);
  const variables = document.variables.filter((one) => one.section.length === 0).map(({ name }) => `\`$${name}\``);
  const lists = [
    ...(keys.length === 0 ? [] : [`- keys: ${keys.join(', ')}`]),
    ...(variables.length === 0 ? [] : [`- variables: ${variables.join(', ')}`]),
  ];
  const link = linkTo(workspace, { file: target, span: { start: 0, end: 0 } });
  return [`Includes ${link}${into}; keys of this file count over its own.`, lists.join('\n')]
    .filter((one) => one !== '')
    .join('\n\n');
}
