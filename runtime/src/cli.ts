import type { Plan } from '@tsk/schemas/plan';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { LogLevel } from './monitor/log.ts';
import { describeOperatorCommands } from './operate/operator-commands.ts';
import { readVersion } from './package-files.ts';

/** What the command line asks for. */
export interface CliOptions {
  readonly planPath: string;
  /** A program and its arguments, which replace what the plan runs; empty where the plan decides. */
  readonly command: readonly string[];
  readonly dev: boolean;
  /** Goes over to the plan whenever its file changes. */
  readonly watch: boolean;
  /** How many times as fast as the machine's the scaling clock runs. */
  readonly speed: number;
  /** Length of a demonstration with load of its own, in seconds; undefined runs until a signal comes. */
  readonly demo?: number | undefined;
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly adminPort?: number | undefined;
  readonly logLevel?: LogLevel | undefined;
}

/** A command line that was understood, or the exit code where everything has been said already (help, version, usage errors). */
export type ParsedCommandLine =
  | { readonly ok: true; readonly options: CliOptions }
  | { readonly ok: false; readonly exitCode: number };

/** How fast the scaling clock runs in a demonstration: a second is a minute of the policy. */
const DEMO_SPEED = 60;

/** The exit code of a command line that makes no sense. */
const USAGE_ERROR = 2;

const examples = `
Examples:
  tsk-run plan.json                         run the plan, with the bundled demo service if it names no command
  tsk-run plan.json -- node server.js       run another program; it finds its port in the plan's variable (PORT)
  tsk-run plan.json --dev                   use a self-signed certificate where the plan's is missing
  tsk-run plan.json --port 0                listen on any free port
  tsk-run plan.json --speed 60              see an hour of scaling in a minute
  tsk-run plan.json --demo 20               drive load against it for 20 seconds, print a summary and stop
  tsk-run plan.json --watch                 go over to the plan whenever its file changes

For a runtime at work (tsk-run status --help tells how it is found):
${describeOperatorCommands()}

Signals: SIGTERM and SIGINT (Ctrl-C) finish the requests in flight and stop; a second one stops at once.
SIGHUP has the plan file read anew; on a terminal, where it tells that the terminal has gone, it stops.
Exit codes: 0 stopped when asked, 1 could not start or failed, or a request of --demo failed; 2 the command line makes no sense.`;

/** Reads a command line, without the program's own name. Help and usage errors are printed here. */
export function parseCommandLine(argv: readonly string[]): ParsedCommandLine {
  const program = createProgram();
  try {
    program.parse(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { ok: false, exitCode: error.exitCode === 0 ? 0 : USAGE_ERROR };
  }
  const [planPath = '', ...command] = program.args;
  const options = program.opts<Omit<CliOptions, 'planPath' | 'command' | 'speed'> & { readonly speed?: number }>();
  const speed = options.speed ?? (options.demo === undefined ? 1 : DEMO_SPEED);
  return { ok: true, options: { ...options, speed, planPath, command } };
}

/** The plan with what the command line overrides. Such values were not written in a `.tsk` file, so they lose their origin. */
export function overridePlan(plan: Plan, { host, port, adminPort, command }: CliOptions): Plan {
  const [program, ...args] = command;
  const overridden = [
    ...(host === undefined ? [] : ['/server/host']),
    ...(port === undefined ? [] : ['/server/port']),
    ...(adminPort === undefined ? [] : ['/server/adminPort']),
    ...(program === undefined ? [] : ['/service/command', '/service/args', '/service/provider']),
  ];
  return {
    ...plan,
    server: {
      ...plan.server,
      host: host ?? plan.server.host,
      port: port ?? plan.server.port,
      adminPort: adminPort ?? plan.server.adminPort,
    },
    service: program === undefined ? plan.service : { ...plan.service, provider: 'process', command: program, args },
    origins: Object.fromEntries(Object.entries(plan.origins).filter(([pointer]) => !overridden.includes(pointer))),
  };
}

function createProgram(): Command {
  return new Command('tsk-run')
    .description('Runs a compiled plan: HTTP load balancer, cache and auto-scaling over real processes.')
    .argument('<plan>', 'plan file, as tsk-compile writes it')
    .argument('[command...]', 'program to run instead of the one in the plan, after --')
    .option('--dev', 'for development: a self-signed certificate replaces a missing one', false)
    .option('--watch', 'go over to the plan whenever its file changes', false)
    .option('--host <address>', 'address to listen on, instead of the one in the plan')
    .option('--port <number>', 'port to listen on; 0 takes any free one', parsePort)
    .option('--admin-port <number>', 'port of the admin listener; 0 takes any free one', parsePort)
    .option('--speed <factor>', 'run the scaling clock this many times as fast, for demonstrations', parseSpeed)
    .option(
      '--demo <seconds>',
      `drive bounded load against it for so long, at --speed ${DEMO_SPEED}, and print a summary`,
      parseSeconds,
    )
    .addOption(
      new Option('--log-level <level>', 'least level that is logged').choices([
        'trace',
        'debug',
        'info',
        'warn',
        'error',
      ]),
    )
    .addHelpText('after', examples)
    .version(readVersion())
    .showHelpAfterError('(tsk-run --help shows what there is)')
    .exitOverride();
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  return port;
}

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (!(seconds >= 1 && seconds <= 600)) throw new InvalidArgumentError('A demonstration takes 1 to 600 seconds.');
  return seconds;
}

function parseSpeed(text: string): number {
  const speed = Number(text);
  if (!(speed > 0 && speed <= 10_000)) throw new InvalidArgumentError('A speed is a number above 0, up to 10000.');
  return speed;
}
