import type { Member, Place, Value } from '@tsk/parser';
import { type CheckedConfig, toPointer } from '@tsk/schemas';

/**
 * The dotted key under which a setting stands in its file. It is shorter than the setting's own path where the setting was
 * written as a head: `load_balancing = "nginx"` sets `load_balancing.provider`, `ssl = true` sets `ssl.enabled`. It is
 * another one where the setting has another name there: `load_balancer.health_check_path`.
 */
export function writtenKey(
  { root, writtenKeys }: Pick<CheckedConfig, 'root' | 'writtenKeys'>,
  path: readonly string[],
  textAt: (place: Place) => string,
): string {
  const renamed = path.findLastIndex((_, index) => writtenKeys.has(toPointer(path.slice(0, index + 1)))) + 1;
  let key = writtenKeys.get(toPointer(path.slice(0, renamed))) ?? '';
  let at: Value | undefined = root;
  for (const [index, segment] of path.entries()) {
    if (at?.kind === 'array') {
      if (index >= renamed) key += `[${segment}]`;
      at = at.elements[Number(segment)];
      continue;
    }
    const member: Member | undefined = at?.kind === 'table' ? at.members.get(segment) : undefined;
    if (member === undefined) break;
    at = member.value;
    if (index < renamed) continue;
    if (isHead(member, textAt)) break;
    key += key === '' ? member.key : `.${member.key}`;
  }
  return key;
}

/** A head is a member whose name does not stand at the place of its key. */
function isHead({ key, file, keySpan }: Member, textAt: (place: Place) => string): boolean {
  const written = textAt({ file, span: keySpan });
  return written !== key && written.replace(/^(["'])(.*)\1$/, '$2') !== key;
}
