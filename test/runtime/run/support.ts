import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Plan, StaticInstance } from '@tsk/schemas/plan';
import { expect, vi } from 'vitest';
import { type RunningRuntime, runPlan } from '../../../runtime/src/run/run-plan.ts';
import { testPlan } from '../admin/plan.ts';
import { recordingLog } from '../instances/recording-log.ts';

const cleanUps: (() => unknown)[] = [];

/** Stops what a test has started; for `afterEach`. */
export async function stopAll(): Promise<void> {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
}

/** A service that runs already, listed under a name; without a listener it answers with its name, after `?ms=`. */
export async function startListed(name: string, listener?: RequestListener): Promise<StaticInstance> {
  const byName: RequestListener = ({ url = '' }, response) => {
    const delayMs = Number(new URL(url, 'http://x').searchParams.get('ms') ?? 0);
    setTimeout(() => response.end(name), delayMs);
  };
  const server = createServer(listener ?? byName).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  cleanUps.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return { name, host: '127.0.0.1', port: (server.address() as AddressInfo).port, weight: 1, maxRequests: 0 };
}

/** A plan over listed instances. */
export function planOver(
  instances: readonly StaticInstance[],
  balancing: Partial<Plan['balancing']> = {},
  change: Partial<Plan> = {},
): Plan {
  return {
    ...testPlan,
    service: { ...testPlan.service, provider: 'static', drainTimeoutMs: 500 },
    instances: [...instances],
    balancing: { ...testPlan.balancing, ...balancing },
    ...change,
  };
}

/** A plan at work, whose next version a test can set. */
export interface TestRuntime extends RunningRuntime {
  readonly lines: readonly string[];
  /** What the plan file holds from now on. */
  write(plan: Plan): void;
}

/** Runs a plan until the instances that it lists serve. */
export async function run(plan: Plan): Promise<TestRuntime> {
  const { log, lines } = recordingLog();
  let current = plan;
  const runtime = await runPlan(plan, { log, read: async () => ({ ok: true, plan: current }) });
  cleanUps.push(() => runtime.stop());
  await vi.waitFor(() => expect(runtime.status().scaling.ready).toBe(plan.instances.length), { timeout: 5_000 });
  return Object.assign(runtime, {
    lines,
    write: (next: Plan) => {
      current = next;
    },
  });
}

/** Sends requests one after the other; gives what was answered. */
export async function texts(url: string, count: number, init: RequestInit = {}): Promise<string[]> {
  const answers: string[] = [];
  for (let sent = 0; sent < count; sent += 1) answers.push(await (await fetch(url, init)).text());
  return answers;
}
