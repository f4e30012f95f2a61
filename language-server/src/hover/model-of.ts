import type { Json, SettingSchema } from '@tsk/schemas';

/** A value that shows what a setting is like: its default, an example, or the plainest of its type. */
export function modelOf({ default: usual, examples, type, isTable }: SettingSchema): Json | undefined {
  const known = usual ?? examples[0];
  if (known !== undefined || isTable) return known;
  if (type.includes('`true`')) return true;
  if (type.includes('list')) return [];
  return /\b(?:number|duration|size|share|rate)\b/.test(type) ? undefined : '';
}
