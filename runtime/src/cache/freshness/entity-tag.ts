/** Weak comparison (RFC 9110 section 8.8.3.2): whether two entity tags are the same but for their weakness. */
export function matchesWeakly(one: string, other: string): boolean {
  return opaque(one) === opaque(other);
}

function opaque(tag: string): string {
  return tag.startsWith('W/') ? tag.slice(2) : tag;
}
