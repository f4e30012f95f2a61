/** A part of a page. */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'item'; readonly indent: number; readonly marker: string; readonly text: string }
  | { readonly kind: 'code'; readonly label: string; readonly lines: readonly string[] };

/** Splits the Markdown that the pages are written in: headings, paragraphs, lists and fenced code. */
export function splitBlocks(markdown: string): readonly Block[] {
  const blocks: Block[] = [];
  const lines = markdown.split('\n');
  let text: string[] = [];
  const endParagraph = (): void => {
    if (text.length > 0) blocks.push({ kind: 'paragraph', text: text.join(' ') });
    text = [];
  };
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    const fence = /^(`{3,})(.*)$/.exec(line);
    const heading = /^(#{1,6}) +(.*)$/.exec(line);
    const item = /^( *)([-*]|\d+\.) +(.*)$/.exec(line);
    if (fence !== null) {
      endParagraph();
      const end = lines.indexOf(fence[1] ?? '', index + 1);
      const last = end < 0 ? lines.length : end;
      blocks.push({ kind: 'code', label: fence[2]?.trim() ?? '', lines: lines.slice(index + 1, last) });
      index = last;
    } else if (heading !== null) {
      endParagraph();
      blocks.push({ kind: 'heading', level: heading[1]?.length ?? 1, text: heading[2] ?? '' });
    } else if (item !== null) {
      endParagraph();
      const marker = item[2] === '*' || item[2] === '-' ? '•' : (item[2] ?? '');
      blocks.push({ kind: 'item', indent: item[1]?.length ?? 0, marker, text: item[3] ?? '' });
    } else if (line.trim() === '') {
      endParagraph();
    } else {
      text.push(line.trim());
    }
  }
  endParagraph();
  return blocks;
}
