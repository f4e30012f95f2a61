import type { Member, Place, TableValue, Value } from '@tsk/parser';

/**
 * The dotted key under which a setting stands in its file. It is shorter than the setting's own path where the setting was
 * written as a head: `load_balancing = "nginx"` sets `load_balancing.provider`, `ssl = true` sets `ssl.enabled`.
 */
export function writtenKey(root: TableValue, path: readonly string[], textAt: (place: Place) => string): string {
  let key = '';
  let at: Value | undefined = root;
  for (const segment of path) {
    if (at?.kind === 'array') {
      key += `[${segment}]`;
      at = at.elements[Number(segment)];
      continue;
    }
    const member: Member | undefined = at?.kind === 'table' ? at.members.get(segment) : undefined;
    if (member === undefined || isHead(member, textAt)) break;
    key += key === '' ? segment : `.${segment}`;
    at = member.value;
  }
  return key;
}

/** A head is a member whose name does not stand at the place of its key. */
function isHead({ key, file, keySpan }: Member, textAt: (place: Place) => string): boolean {
  const written = textAt({ file, span: keySpan });
  return written !== key && written.replace(/^(["'])(.*)\1$/, '$2') !== key;
}
