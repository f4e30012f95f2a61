import type { Diagnostic } from '@tsk/parser';
import { sha256 } from '../../sha256.ts';
import type { Positions, Texts } from './describe.ts';

/**
 * Names for findings that stay the same while the lines around them move: made of the code, the file and the text of the line, and
 * for the second and later ones of those their number. Services that compare runs tell old findings from new ones by them.
 */
export function fingerprints(findings: readonly Diagnostic[], texts: Texts, positions: Positions): readonly string[] {
  const seen = new Map<string, number>();
  return findings.map(({ code, file, span }) => {
    const lines = positions(file);
    const { line } = lines.positionAt(span.start);
    const start = lines.lineStart(line);
    const written = (texts.get(file) ?? '').slice(start).match(/^[^\r\n]*/)?.[0] ?? '';
    const key = [code, file, written.trim().replace(/\s+/g, ' ')].join('\n');
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return `${sha256(key).slice(0, 32)}:${count}`;
  });
}
