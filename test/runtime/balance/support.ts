import type { Candidate } from '../../../runtime/src/balance/balancer.ts';

/** A candidate whose numbers a test may change. */
export type Fake = { -readonly [Key in keyof Candidate]: Candidate[Key] };

export function candidate(id: string, values: Partial<Candidate> = {}): Fake {
  return { id, weight: 1, inFlight: 0, latencyMs: 0, ...values };
}

/** Different client addresses, as many as asked for. */
export function addresses(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`);
}

/** How often each candidate was picked. */
export function tally(picks: readonly (Candidate | undefined)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const pick of picks) counts[pick?.id ?? 'none'] = (counts[pick?.id ?? 'none'] ?? 0) + 1;
  return counts;
}
