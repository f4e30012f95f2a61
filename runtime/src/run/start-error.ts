import { findOrigin, type OriginPlace, type Plan, type PlanProblem } from '@tsk/schemas/plan';

/** Why a runtime did not start; each code has a page in the documentation. */
export type StartErrorCode =
  /** TLS is on, and its certificate, key or protocols are of no use. */
  | 'TSK7101'
  /** The listener of the clients cannot be opened. */
  | 'TSK7102'
  /** The listener of the operator cannot be opened. */
  | 'TSK7103'
  /** No instance can be started. */
  | 'TSK7104'
  /** The provider is `static` and no instance is listed. */
  | 'TSK7105'
  /** A trusted proxy, or an address of the rate limits, is neither an address nor a CIDR block. */
  | 'TSK7107'
  /** The Redis Cluster that the runtime is to start on this machine does not start. */
  | 'TSK7110';

/** The runtime cannot start, for a reason outside of it; the message says which and what to do. */
export class RuntimeStartError extends Error {
  override readonly name = 'RuntimeStartError';
  readonly code: StartErrorCode;
  /** Where the plan value at fault was written; undefined where it is a default. */
  readonly origin: OriginPlace | undefined;

  constructor(code: StartErrorCode, message: string, origin?: OriginPlace, cause?: unknown) {
    super(message, { cause });
    this.code = code;
    this.origin = origin;
  }
}

/** What every problem of a start has to be reported with. */
export interface ReportedProblem {
  readonly code: string;
  readonly message: string;
  readonly origin?: OriginPlace | undefined;
}

/** A problem in one line, as compilers write them: `balancing.tsk:12:5: error TSK7101: The certificate …`. */
export function formatProblem({ code, message, origin }: ReportedProblem | PlanProblem): string {
  return `${formatPlace(origin) ?? 'tsk-run'}: error ${code}: ${message}`;
}

/** A place as `file:line:column`; undefined of none. */
export function formatPlace(origin: OriginPlace | undefined): string | undefined {
  return origin === undefined ? undefined : `${origin.file}:${origin.line}:${origin.column}`;
}

/** What is said of each of the two listeners. */
const listeners = {
  TSK7102: { table: 'server', portKey: 'port', option: '--port' },
  TSK7103: { table: 'server', portKey: 'adminPort', option: '--admin-port' },
} as const;

/** The start error of a listener that could not be opened, made of the system's own. */
export function explainListenError(
  plan: Plan,
  code: keyof typeof listeners,
  { host, port }: { readonly host: string; readonly port: number },
  error: unknown,
): RuntimeStartError {
  const { table, portKey, option } = listeners[code];
  const origin = findOrigin(plan, `/${table}/${portKey}`);
  const reason = error instanceof Error && 'code' in error ? error.code : undefined;
  return new RuntimeStartError(code, explain(reason, host, port, option) ?? String(error), origin, error);
}

function explain(reason: unknown, host: string, port: number, option: string): string | undefined {
  switch (reason) {
    case 'EADDRINUSE':
      return `Port ${port} of ${host} is in use by another program. Stop that program, or choose another port with ${option} (0 takes any free one).`;
    case 'EACCES':
      return `This user may not listen on port ${port} of ${host}. Choose a port above 1023 with ${option}, or grant the right to the lower ones.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is no address of this machine. Listen on 127.0.0.1, or on 0.0.0.0 for all of its addresses.`;
    default:
      return undefined;
  }
}
