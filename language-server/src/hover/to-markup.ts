import { type MarkupContent, MarkupKind } from 'vscode-languageserver';

/** Markdown as a client wants it: as it is, or as plain text where it does not understand it. */
export function toMarkup(markdown: string, formats: readonly MarkupKind[] | undefined): MarkupContent {
  if (formats?.includes(MarkupKind.Markdown) === true) return { kind: MarkupKind.Markdown, value: markdown };
  return { kind: MarkupKind.PlainText, value: toPlainText(markdown) };
}

/** Takes the marks of Markdown away: fences, emphasis, code marks, and the targets of links. */
function toPlainText(markdown: string): string {
  return markdown
    .replace(/^```\w*\n?/gm, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\*\*|~~|`/g, '')
    .trim();
}
