import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { type AdminRequest, AdminRequestError, askAdmin } from '../http/admin-client.ts';
import { readPlanFile } from '../run/plan-file.ts';
import { formatProblem } from '../run/start-error.ts';
import { renderEvents, renderStatus } from './render-status.ts';

/** Where the runtime is that a command is for. */
interface Target {
  readonly admin?: string;
  readonly plan?: string;
  readonly token?: string;
}

/** Options of a command that shows something. */
interface ShowOptions extends Target {
  readonly json?: boolean;
}

const DEFAULT_URL = 'http://127.0.0.1:9090';

/** Variable that holds the token, so that it need not stand on a command line that others can list. */
const TOKEN_VARIABLE = 'TSK_ADMIN_TOKEN';

/** The exit code of a command line that makes no sense. */
const USAGE_ERROR = 2;

/** The commands for a runtime at work, for the help of the program: `  status    how things stand`. */
export function describeOperatorCommands(): string {
  const lines = createOperatorCommands().map((command) => {
    const usage = [command.name(), ...command.registeredArguments.map((argument) => `<${argument.name()}>`)].join(' ');
    return `  tsk-run ${usage.padEnd(32)}  ${command.description()}`;
  });
  return lines.join('\n');
}

/** Runs a command line that begins with one of these commands; undefined where it does not, and else the exit code. */
export async function runOperatorCommand(argv: readonly string[]): Promise<number | undefined> {
  const command = createOperatorCommands().find((candidate) => candidate.name() === argv[0]);
  if (command === undefined) return undefined;
  try {
    await command.showHelpAfterError().exitOverride().parseAsync(argv.slice(1), { from: 'user' });
    return process.exitCode === undefined ? 0 : Number(process.exitCode);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : USAGE_ERROR;
  }
}

function createOperatorCommands(): readonly Command[] {
  return [
    show('status', 'how things stand: instances, load, scaling', '/status', renderStatus),
    show('events', 'what has happened to the instances, oldest first', '/events', renderEvents),
    createCommand('reload', 'have the plan file read anew; connections stay open').action((options: Target) =>
      run(options, 'POST', '/reload', describeReload),
    ),
    createCommand('drain', 'give an instance no new clients')
      .argument('<instance>', 'its id, as status lists it')
      .action((id: string, options: Target) => run(options, 'POST', instanceTarget('drain', { id }), describeInstance)),
    createCommand('undrain', 'give an instance new clients again')
      .argument('<instance>', 'its id')
      .action((id: string, options: Target) =>
        run(options, 'POST', instanceTarget('undrain', { id }), describeInstance),
      ),
    createCommand('weight', "change an instance's share of the traffic")
      .argument('<instance>', 'its id')
      .argument('<weight>', '0 takes none; 2 takes twice as much as 1', parseWeight)
      .action((id: string, weight: number, options: Target) =>
        run(options, 'POST', instanceTarget('weight', { id, weight: String(weight) }), describeInstance),
      ),
    createCommand('scale', 'one instance more or fewer')
      .argument('<direction>', 'up or down', parseDirection)
      .option('--reason <text>', 'kept with the event', 'by hand')
      .action((direction: string, options: Target & { readonly reason: string }) =>
        run(options, 'POST', `/scale/${direction}?${new URLSearchParams({ reason: options.reason })}`, describeScale),
      ),
  ];
}

function createCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option('--admin <url>', `admin address of the runtime (default: that of --plan, or ${DEFAULT_URL})`)
    .option('--plan <file>', 'plan that the runtime was started with; it names the admin address and the token')
    .option('--token <token>', `value of server.admin_token (better: in ${TOKEN_VARIABLE})`);
}

function show(name: string, description: string, target: string, render: (value: unknown) => string): Command {
  return createCommand(name, description)
    .option('--json', 'print the JSON of the admin listener')
    .action((options: ShowOptions) =>
      run(options, 'GET', target, options.json === true ? (value) => JSON.stringify(value, null, 2) : render),
    );
}

async function run(
  options: Target,
  method: AdminRequest['method'],
  target: string,
  describe: (value: unknown) => string,
): Promise<void> {
  try {
    const value = await askAdmin({ ...(await locate(options)), method, target });
    process.stdout.write(`${describe(value)}\n`);
  } catch (error) {
    if (!(error instanceof AdminRequestError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/** Where to ask, and with which token: what is said by hand counts first. */
async function locate({
  admin,
  plan,
  token = process.env[TOKEN_VARIABLE],
}: Target): Promise<Pick<AdminRequest, 'url' | 'token'>> {
  if (plan === undefined) return { url: admin ?? DEFAULT_URL, token };
  const read = await readPlanFile(plan, process.env);
  if (!read.ok) throw new AdminRequestError(read.problems.map(formatProblem).join('\n'));
  const { adminHost, adminPort, adminToken } = read.plan.server;
  const host = adminHost.includes(':') ? `[${adminHost}]` : adminHost;
  return { url: admin ?? `http://${host}:${adminPort}`, token: token ?? adminToken ?? undefined };
}

function instanceTarget(action: string, query: Readonly<Record<string, string>>): string {
  return `/instances/${action}?${new URLSearchParams(query)}`;
}

function describeReload(value: unknown): string {
  const { applied, needsRestart } = value as {
    readonly applied: readonly string[];
    readonly needsRestart: readonly string[];
  };
  const done = applied.length === 0 ? 'Nothing has changed.' : `Changed: ${applied.join(', ')}.`;
  return needsRestart.length === 0 ? done : `${done}\nNot before a restart: ${needsRestart.join(', ')}.`;
}

function describeInstance(value: unknown): string {
  const { id, state, weight, inFlight } = value as Readonly<Record<string, string | number>>;
  return `${id} is ${state}, weight ${weight}, ${inFlight} requests in flight.`;
}

function describeScale(value: unknown): string {
  const { from, to } = value as { readonly from: number; readonly to: number };
  return `From ${from} to ${to} instances.`;
}

function parseWeight(text: string): number {
  const weight = Number(text);
  if (text.trim() === '' || !(weight >= 0 && weight <= 1_000_000)) {
    throw new InvalidArgumentError('A weight is a number from 0 to 1000000.');
  }
  return weight;
}

function parseDirection(text: string): string {
  if (text !== 'up' && text !== 'down') throw new InvalidArgumentError('It is up or down.');
  return text;
}
