import type { Place } from '@tsk/parser';
import type { Workspace } from '../workspace/workspace.ts';

/** A place as a link of Markdown, `[shop.tsk:3](file:///…/shop.tsk#L3)`; only its text where the file is not known. */
export function linkTo(workspace: Workspace, { file, span }: Place): string {
  const document = workspace.findByPath(file);
  const name = file.slice(file.lastIndexOf('/') + 1);
  if (document === undefined) return `\`${name}\``;
  const line = document.positionAt(span.start).line + 1;
  return `[${name}:${line}](${document.uri}#L${line})`;
}
