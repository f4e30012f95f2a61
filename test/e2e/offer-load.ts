import { setTimeout as delay } from 'node:timers/promises';
import { Agent, request } from 'undici';

/** A load that comes whether or not it is answered, and who looks at it meanwhile. */
interface OfferedLoad {
  readonly durationMs: number;
  /** Requests per second at a time since the start. */
  readonly rateAt: (elapsedMs: number) => number;
  /** Called about so often; the next call waits for the one before. */
  readonly everyMs: number;
  readonly onSample: (elapsedMs: number) => Promise<void>;
}

/** How often requests that are due are sent. */
const TICK_MS = 10;

/** Sends requests at a rate that changes with time; what the machine is late with, it sends as soon as it can. */
export async function offerLoad(url: string, { durationMs, rateAt, everyMs, onSample }: OfferedLoad): Promise<void> {
  const dispatcher = new Agent({ connections: 512 });
  const startedMs = performance.now();
  const elapsed = (): number => performance.now() - startedMs;
  const answers = new Set<Promise<void>>();
  const send = (): void => {
    const answer = ask(url, dispatcher).finally(() => answers.delete(answer));
    answers.add(answer);
  };
  const watch = async (): Promise<void> => {
    while (elapsed() < durationMs) {
      await onSample(elapsed());
      await delay(everyMs);
    }
  };
  const watching = watch();
  let due = 0;
  for (let lastMs = 0; lastMs < durationMs; ) {
    await delay(TICK_MS);
    const nowMs = Math.min(durationMs, elapsed());
    due += (rateAt((lastMs + nowMs) / 2) * (nowMs - lastMs)) / 1000;
    for (; due >= 1; due--) send();
    lastMs = nowMs;
  }
  await watching;
  await Promise.all(answers);
  await dispatcher.close();
}

async function ask(url: string, dispatcher: Agent): Promise<void> {
  try {
    const { body } = await request(url, { dispatcher });
    await body.dump();
  } catch {
    // What the service makes of a request is not what the load is about.
  }
}
