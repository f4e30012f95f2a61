import type { FleetBackend } from './fleet-pool.ts';
import { findInstance, type Slot } from './slot.ts';

/**
 * The slot that is missed least: one without a serving instance before any that serves, then the one with the fewest
 * requests in flight, and of equals the youngest. Undefined of none.
 */
export function findVictim(slots: readonly Slot[], backends: readonly FleetBackend[]): Slot | undefined {
  const byId = new Map(backends.map((backend) => [backend.id, backend]));
  return slots
    .map((slot, age) => ({ slot, age, load: loadOf(slot, byId) }))
    .toSorted((a, b) => a.load - b.load || b.age - a.age)
    .at(0)?.slot;
}

function loadOf(slot: Slot, backends: ReadonlyMap<string, FleetBackend>): number {
  const instance = findInstance(slot);
  const backend = instance === undefined ? undefined : backends.get(instance.id);
  return backend?.state === 'healthy' ? backend.inFlight : -1;
}
