import { describe, expect, it } from 'vitest';
import { SimulatedFleet } from '../../../runtime/src/simulate/fleet.ts';

function fleetOf(count: number): SimulatedFleet {
  return new SimulatedFleet(count, { startUpMs: 120, drainMs: 30 });
}

const stateOf = ({ wanted, starting, ready, draining, paid }: SimulatedFleet) => [
  wanted,
  starting,
  ready,
  draining,
  paid,
];

describe('the fleet', () => {
  it('pays for a new instance at once, and has it serve after its start', () => {
    const fleet = fleetOf(2);
    fleet.setWanted(4, 0);
    expect(stateOf(fleet)).toEqual([4, 2, 2, 0, 4]);
    fleet.advanceTo(119);
    expect(fleet.ready).toBe(2);
    fleet.advanceTo(120);
    expect(stateOf(fleet)).toEqual([4, 0, 4, 0, 4]);
  });

  it('takes an instance out at once, and pays until it has drained', () => {
    const fleet = fleetOf(4);
    fleet.setWanted(3, 10);
    expect(stateOf(fleet)).toEqual([3, 0, 3, 1, 4]);
    fleet.advanceTo(40);
    expect(stateOf(fleet)).toEqual([3, 0, 3, 0, 3]);
  });

  it('gives up what has not started yet before what serves, the youngest first', () => {
    const fleet = fleetOf(2);
    fleet.setWanted(4, 0);
    fleet.setWanted(6, 50);
    fleet.setWanted(3, 60);
    expect(stateOf(fleet)).toEqual([3, 1, 2, 0, 3]);
    fleet.advanceTo(120);
    expect(fleet.ready).toBe(3);
    fleet.setWanted(1, 130);
    expect(stateOf(fleet)).toEqual([1, 0, 1, 2, 3]);
  });

  it('has instances serve at once where starting takes no time', () => {
    const fleet = new SimulatedFleet(1, { startUpMs: 0, drainMs: 0 });
    fleet.setWanted(5, 0);
    expect(fleet.ready).toBe(5);
    fleet.setWanted(2, 0);
    expect(fleet.paid).toBe(2);
  });
});
