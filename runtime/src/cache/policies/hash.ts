import type { Key } from './policy.ts';

/** A 32-bit hash of a key, as an integer of either sign, in which every bit depends on every bit of the key. */
export function hashKey(key: Key): number {
  return mix(typeof key === 'string' ? hashText(key) : key);
}

/** Spreads the bits of an integer (the finaliser of MurmurHash3, Appleby 2011): a permutation, so nothing collides by it. */
export function mix(bits: number): number {
  let mixed = bits ^ (bits >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/** FNV-1a over UTF-16 units. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}
