import { findOrigin, type Plan } from '@tsk/schemas/plan';
import { describeStatus } from './admin/describe-status.ts';
import { type CliOptions, overridePlan, parseCommandLine } from './cli.ts';
import { LoadTargetError } from './demo/load-driver.ts';
import { type DemoReport, renderSummary } from './demo/summary.ts';
import type { Log } from './monitor/log.ts';
import { openLog } from './monitor/log-factory.ts';
import { createStatusLine, type StatusLine } from './monitor/status-line.ts';
import { runOperatorCommand } from './operate/operator-commands.ts';
import { runDemo } from './run/demo.ts';
import { listNotices } from './run/notices.ts';
import { type ReadPlan, readPlanFile } from './run/plan-file.ts';
import { type RunningRuntime, runPlan } from './run/run-plan.ts';
import { formatPlace, formatProblem, RuntimeStartError } from './run/start-error.ts';
import { watchFiles } from './run/watch-files.ts';

/** How often the status is logged where there is no terminal to show it on. */
const PLAIN_STATUS_MS = 5000;

/** One Ctrl-C can arrive twice: from the terminal, and passed on by a program such as npm. */
const SAME_REQUEST_MS = 500;

/** The signals that end the runtime, with the exit code of the impatient second one. */
const stopSignals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** On a terminal SIGHUP tells that it has gone; elsewhere it is the operator's word for a reload. */
const reloadsOnHangUp = !process.stdout.isTTY;

process.exitCode = await main(process.argv.slice(2));

/** Runs until a signal comes; gives the exit code. */
async function main(argv: readonly string[]): Promise<number> {
  const operated = await runOperatorCommand(argv);
  if (operated !== undefined) return operated;
  const parsed = parseCommandLine(argv);
  if (!parsed.ok) return parsed.exitCode;
  const read = await readPlan(parsed.options);
  if (!read.ok) {
    for (const problem of read.problems) console.error(formatProblem(problem));
    return 1;
  }
  return run(read.plan, parsed.options);
}

/** The plan of the command line, with what that overrides. */
async function readPlan(options: CliOptions): Promise<ReadPlan> {
  const read = await readPlanFile(options.planPath, process.env);
  return read.ok ? { ok: true, plan: overridePlan(read.plan, options) } : read;
}

async function run(plan: Plan, options: CliOptions): Promise<number> {
  const { debug } = plan;
  const statusLine = process.stdout.isTTY ? createStatusLine(process.stdout) : null;
  const fileOrigin = formatPlace(findOrigin(plan, '/debug/file'));
  const { log, close } = openLog({
    debug,
    level: options.logLevel,
    console: statusLine ?? process.stdout,
    colour: process.stdout.isTTY && process.stdout.hasColors(),
    fileOrigin,
    dev: options.dev,
  });
  const signals = listenForSignals();
  const stopRequest = signals.stop;
  try {
    announcePlan(plan, options, log);
    const running = await runPlan(plan, { log, dev: options.dev, speed: options.speed, read: () => readPlan(options) });
    endInstancesWith(running, log);
    announceRunning(plan, running, log);
    const reload = (): void => {
      running.reload().catch((error: unknown) => log.error('A reload met a bug of the runtime (TSK9001).', { error }));
    };
    signals.onHangUp(reload);
    const stopWatching = options.watch ? watchFiles([options.planPath], reload) : () => undefined;
    const stopStatus = showStatus(running, { statusLine, dev: options.dev, log });
    let report: DemoReport | null = null;
    try {
      if (options.demo === undefined) await waitForStop(stopRequest, log);
      else report = await demonstrate(running, options.demo, stopRequest);
    } finally {
      stopStatus();
      stopWatching();
      await running.stop();
    }
    log.info('Stopped.');
    return report === null ? 0 : printReport(report);
  } catch (error) {
    if (error instanceof RuntimeStartError) console.error(formatProblem(error));
    else if (error instanceof LoadTargetError) console.error(error.message);
    else log.error('The runtime met a bug of its own and stops (TSK9001).', { error });
    return 1;
  } finally {
    statusLine?.stop();
    close();
  }
}

async function waitForStop(stopRequest: Promise<string>, log: Log): Promise<void> {
  const signal = await stopRequest;
  log.info(`${signal}: finishing the requests in flight, then stopping. A second signal stops at once.`);
}

/** Drives load until the time is up or a signal comes. */
async function demonstrate(
  running: RunningRuntime,
  seconds: number,
  stopRequest: Promise<string>,
): Promise<DemoReport> {
  const stop = new AbortController();
  void stopRequest.then(() => stop.abort());
  return runDemo(running, { durationMs: seconds * 1000, signal: stop.signal });
}

/** Prints what a demonstration has shown; gives the exit code, 0 only where no request failed. */
function printReport(report: DemoReport): number {
  const { stdout } = process;
  const colour = stdout.isTTY && stdout.hasColors();
  stdout.write(`\n${renderSummary(report, { colour, width: stdout.columns })}`);
  return report.load.requests > 0 && report.load.errors === 0 ? 0 : 1;
}

/** Keeps showing how things stand: at the bottom of a terminal, or for development as a line of the log now and then. */
function showStatus(
  running: RunningRuntime,
  { statusLine, dev, log }: { readonly statusLine: StatusLine | null; readonly dev: boolean; readonly log: Log },
): () => void {
  const render = (): string => describeStatus(running.status());
  if (statusLine !== null) {
    statusLine.show(render);
    return statusLine.stop;
  }
  if (!dev) return () => undefined;
  const timer = setInterval(() => log.info(render()), PLAIN_STATUS_MS);
  return () => clearInterval(timer);
}

/** Says what the plan asks for and is done otherwise, where it was written. */
function announcePlan(plan: Plan, { speed }: CliOptions, log: Log): void {
  for (const { text, pointer } of listNotices(plan)) {
    const origin = formatPlace(findOrigin(plan, pointer));
    log.warn(text, origin === undefined ? {} : { origin });
  }
  if (speed !== 1) {
    log.warn(
      `DEMONSTRATION: the scaling clock runs ${speed} times as fast. For scaling, rates are divided by ${speed} and times multiplied; requests and health checks stay real.`,
    );
  }
}

function announceRunning({ service, scaling, balancing }: Plan, running: RunningRuntime, log: Log): void {
  const range = scaling.enabled ? `${scaling.minInstances} to ${scaling.maxInstances}` : `${scaling.minInstances}`;
  log.info(`Running "${service.name}" with ${range} instances, ${balancing.algorithm}, scaling by ${scaling.scoring}.`);
  log.info(`Listening on ${running.url}, admin on ${running.adminUrl}.`);
  void running.ready.then((ready) => {
    if (ready) log.info('Ready: an instance takes requests.');
    else log.warn('No instance has become ready in time; requests get 503 until one does.');
  });
}

/** The signals that a process gets. */
interface Signals {
  /** Resolves with the name of the first that asks it to stop. */
  readonly stop: Promise<string>;
  /** Sets what a reload does; before that it is ignored. */
  onHangUp(listener: () => void): void;
}

/** `stop` resolves at the first signal to stop; a second one ends the process, and the instances with it. */
function listenForSignals(): Signals {
  const { promise, resolve } = Promise.withResolvers<string>();
  let askedMs = Number.POSITIVE_INFINITY;
  let hangUp = (): void => undefined;
  for (const [signal, exitCode] of Object.entries(stopSignals)) {
    process.on(signal, () => {
      if (signal === 'SIGHUP' && reloadsOnHangUp) return hangUp();
      if (performance.now() - askedMs > SAME_REQUEST_MS) process.exit(exitCode);
      askedMs = Math.min(askedMs, performance.now());
      resolve(signal);
    });
  }
  return {
    stop: promise,
    onHangUp: (listener) => {
      hangUp = listener;
    },
  };
}

/** However the process ends, its instances end with it. */
function endInstancesWith(running: RunningRuntime, log: Log): void {
  process.on('exit', () => running.killInstances());
  process.on('uncaughtException', (error) => {
    log.error('The runtime met a bug of its own and stops (TSK9001).', { error });
    process.exit(1);
  });
  // A reader of the log that goes away is no reason to stop.
  process.stdout.on('error', () => undefined);
}
