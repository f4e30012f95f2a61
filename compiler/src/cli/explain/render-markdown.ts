import { unreachable } from '../../unreachable.ts';
import type { Paint, Style } from '../report/paint.ts';
import { type Block, splitBlocks } from './markdown-blocks.ts';
import { widthOf, wrapInline } from './wrap-inline.ts';

/** Lays out a page for a terminal of so many columns; without styles it is plain text. Ends with a line break. */
export function renderMarkdown(markdown: string, width: number, paint: Paint): string {
  const lines: string[] = [];
  let before: Block | undefined;
  for (const block of splitBlocks(markdown)) {
    const isList = before?.kind === 'item' && block.kind === 'item';
    if (before !== undefined && !isList) lines.push('');
    lines.push(...renderBlock(block, width, paint));
    before = block;
  }
  return `${lines.join('\n')}\n`;
}

function renderBlock(block: Block, width: number, paint: Paint): readonly string[] {
  switch (block.kind) {
    case 'heading':
      return renderHeading(block.level, block.text, width, paint);
    case 'paragraph':
      return wrapInline(block.text, width, paint);
    case 'item': {
      const lead = ' '.repeat(block.indent + 2) + block.marker;
      const inner = ' '.repeat(lead.length + 1);
      const lines = wrapInline(block.text, width - inner.length, paint);
      return lines.map((line, index) => (index === 0 ? `${lead} ${line}` : inner + line));
    }
    case 'code':
      return renderCode(block.label, block.lines, width, paint);
    default:
      return unreachable(block);
  }
}

function renderHeading(level: number, text: string, width: number, paint: Paint): readonly string[] {
  const plain = text.replaceAll('`', '');
  const title = paint(level === 1 ? ['bold', 'cyan'] : ['bold'], plain);
  return level === 1 ? [title, paint(['dim'], '─'.repeat(Math.min(width, widthOf(plain))))] : [title];
}

/** Code in a frame that says what it is an example of. Lines that are too long stay whole, so that they can be copied. */
function renderCode(label: string, lines: readonly string[], width: number, paint: Paint): readonly string[] {
  const [language = '', role = ''] = label.split(' ');
  const title = role === '' ? language : role;
  const style: Style = role === 'wrong' ? 'red' : role === 'right' ? 'green' : 'dim';
  const longest = Math.max(0, ...lines.map(widthOf));
  const inner = Math.min(width - 4, Math.max(longest, title.length + 2));
  const edge = (text: string): string => paint([style], text);
  return [
    edge(`┌─ ${title} ${'─'.repeat(Math.max(0, inner - title.length - 1))}┐`),
    ...lines.map((line) => {
      const filled = line.replaceAll('\t', '    ');
      const rest = inner - widthOf(filled);
      return rest < 0 ? `${edge('│')} ${filled}` : `${edge('│')} ${filled}${' '.repeat(rest)} ${edge('│')}`;
    }),
    edge(`└${'─'.repeat(inner + 2)}┘`),
  ];
}
