import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../runtime/src/clock.ts';
import { findFreePort } from '../../../runtime/src/http/free-port.ts';
import { getInstanceProvider } from '../../../runtime/src/instances/index.ts';
import { testPlan } from '../admin/plan.ts';
import { recordingLog } from './recording-log.ts';

const listed = [
  { name: 'a', host: '10.0.0.1', port: 80, weight: 1, maxRequests: 0 },
  { name: 'b', host: '10.0.0.2', port: 81, weight: 0.5, maxRequests: 0 },
];

function createProvider() {
  return getInstanceProvider('static').create({
    plan: { ...testPlan, instances: listed },
    fallback: { command: 'none', args: [] },
    findPort: findFreePort,
    clock: systemClock,
    log: recordingLog().log,
  });
}

describe('listed instances', () => {
  it('are given out once each, with their own host, port and weight', async () => {
    const provider = createProvider();
    const [a, b] = [await provider.start(), await provider.start()];
    expect(a).toMatchObject({ id: 'static-a', host: '10.0.0.1', port: 80, weight: 1, pid: null });
    expect(b).toMatchObject({ id: 'static-b', weight: 0.5 });
    await expect(provider.start()).rejects.toThrow('all listed instances are in use');
    await provider.stop(a);
    expect(await provider.start()).toMatchObject({ id: 'static-a' });
  });

  it('cannot be scaled or measured', async () => {
    const provider = createProvider();
    expect(provider.elastic).toBe(false);
    expect((await provider.usage([await provider.start()])).size).toBe(0);
  });
});
