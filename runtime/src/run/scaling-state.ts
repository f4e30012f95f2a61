import { readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { type EngineState, initialEngineState } from '../autoscale/engine.ts';
import { fromJson, toJson } from '../autoscale/state-json.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../monitor/log.ts';

/** Where the state of scaling outlives the process. */
export interface ScalingStateStore {
  /** The state that was left, as of now; the initial one where there is none, or none that can be read. */
  load(): EngineState;
  /** Saves soon, and never two at a time: of states that come meanwhile, the newest is saved. */
  save(state: EngineState): void;
}

/** A store in the file that the plan names, or in none. Trouble with the file is logged and holds nothing up. */
export function openScalingState(path: string | null, clock: Clock, log: Log): ScalingStateStore {
  return path === null ? { load: () => initialEngineState, save: () => {} } : openStateFile(path, clock, log);
}

function openStateFile(path: string, clock: Clock, log: Log): ScalingStateStore {
  let next: string | null = null;
  let writing = false;
  let failed = false;

  async function write(): Promise<void> {
    writing = true;
    while (next !== null) {
      const text = next;
      next = null;
      try {
        // Renaming puts the whole file in place at once: a crash leaves the old one or the new one.
        await writeFile(`${path}.new`, text);
        await rename(`${path}.new`, path);
        failed = false;
      } catch (error) {
        if (!failed) log.warn(`The state of scaling cannot be saved in "${path}".`, { error: String(error) });
        failed = true;
      }
    }
    writing = false;
  }

  return {
    load: () => readState(path, clock.nowMs(), log),
    save(state) {
      next = `${JSON.stringify({ savedAt: Date.now(), ...toJson(state, clock.nowMs()) })}\n`;
      if (!writing) void write();
    },
  };
}

function readState(path: string, nowMs: number, log: Log): EngineState {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return initialEngineState;
    log.warn(`The state of scaling in "${path}" cannot be read; scaling begins anew.`, { error: String(error) });
    return initialEngineState;
  }
  const state = fromJson(json, nowMs, elapsedSince(json));
  if (state === null) log.warn(`"${path}" holds no state of scaling; scaling begins anew.`);
  return state ?? initialEngineState;
}

/** Time of the machine since the file was written; 0 where it does not say, or says a time to come. */
function elapsedSince(json: unknown): number {
  const savedAt = typeof json === 'object' && json !== null && 'savedAt' in json ? json.savedAt : null;
  return typeof savedAt === 'number' && Number.isFinite(savedAt) ? Math.max(0, Date.now() - savedAt) : 0;
}
