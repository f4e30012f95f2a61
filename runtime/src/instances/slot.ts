import type { Timer } from '../clock.ts';
import type { Instance } from './instance.ts';

/** What a slot is doing. */
type SlotPhase =
  /** The provider is making an instance. */
  | { readonly name: 'launching' }
  /** The instance exists and has not been ready yet; the timer is its start time-out. */
  | { readonly name: 'starting'; readonly instance: Instance; readonly timeout: Timer | null }
  | { readonly name: 'ready'; readonly instance: Instance; readonly sinceMs: number }
  /** Nothing runs; the timer starts the next try. */
  | { readonly name: 'waiting'; readonly retry: Timer }
  /** No longer wanted; whatever is left of it is on its way out. */
  | { readonly name: 'retired' };

/** A place for one wanted instance. It outlives the instances that fill it, and remembers how they fared. */
export interface Slot {
  phase: SlotPhase;
  /** Starts and lives in a row that ended badly. */
  failures: number;
}

/** The instance that fills the slot, ready or not. */
export function findInstance({ phase }: Slot): Instance | undefined {
  return phase.name === 'starting' || phase.name === 'ready' ? phase.instance : undefined;
}
