import type { Document, IncludeStatement } from '@tsk/parser';

/** The include whose path stands at an offset of a document. */
export function findIncludeAt({ includes }: Document, offset: number): IncludeStatement | undefined {
  return includes.find(({ pathSpan }) => pathSpan.start <= offset && offset <= pathSpan.end);
}
