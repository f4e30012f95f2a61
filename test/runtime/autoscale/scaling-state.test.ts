import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { initialEngineState, recordManualChange } from '../../../runtime/src/autoscale/engine.ts';
import { openScalingState } from '../../../runtime/src/run/scaling-state.ts';
import { recordingLog } from '../instances/recording-log.ts';
import { VirtualClock } from '../instances/virtual-clock.ts';

const folder = mkdtempSync(join(tmpdir(), 'tsk-scaling-'));
afterAll(() => rmSync(folder, { recursive: true }));

const changed = recordManualChange(initialEngineState, 'scale_up', 0);

describe('the file with the state of scaling', () => {
  it('gives back what was saved, the newest of many', async () => {
    const { log, lines } = recordingLog();
    const clock = new VirtualClock();
    const path = join(folder, 'state.json');
    const store = openScalingState(path, clock, log);
    for (let index = 0; index < 20; index++) store.save(initialEngineState);
    store.save(changed);
    await expect.poll(() => openScalingState(path, clock, log).load().policy.lastScaleUpMs).not.toBeNull();
    expect(lines).toEqual([]);
  });

  it('begins anew where there is no file, without a word', () => {
    const { log, lines } = recordingLog();
    expect(openScalingState(join(folder, 'none.json'), new VirtualClock(), log).load()).toBe(initialEngineState);
    expect(lines).toEqual([]);
  });

  it.each([
    { name: 'no JSON', text: '{"version":', says: 'cannot be read; scaling begins anew' },
    { name: 'something else', text: '{"version":7}', says: 'holds no state of scaling' },
  ])('begins anew and says so where the file is $name', ({ text, says }) => {
    const { log, lines } = recordingLog();
    const path = join(folder, 'broken.json');
    writeFileSync(path, text);
    expect(openScalingState(path, new VirtualClock(), log).load()).toBe(initialEngineState);
    expect(lines.join('\n')).toContain(says);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('warns once where it cannot be written, and goes on', async () => {
    const { log, lines } = recordingLog();
    const store = openScalingState(join(folder, 'no-such-folder', 'state.json'), new VirtualClock(), log);
    store.save(changed);
    await expect.poll(() => lines.length).toBe(1);
    store.save(changed);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('cannot be saved');
  });

  it('keeps nothing where the plan names no file', () => {
    const store = openScalingState(null, new VirtualClock(), recordingLog().log);
    store.save(changed);
    expect(store.load()).toBe(initialEngineState);
  });
});
