import { request } from 'undici';

/** The admin listener cannot be reached, or refuses; the message says why and what to do. */
export class AdminRequestError extends Error {
  override readonly name = 'AdminRequestError';
}

/** A request of the operator. */
export interface AdminRequest {
  /** `http://127.0.0.1:9090`, without a path. */
  readonly url: string;
  readonly token: string | undefined;
  readonly method: 'GET' | 'POST';
  /** Path and query. */
  readonly target: string;
}

/** Asks the admin listener and gives its JSON. Rejects with `AdminRequestError` where it is not there or does not do as it is told. */
export async function askAdmin({ url, token, method, target }: AdminRequest): Promise<unknown> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const response = await request(new URL(target, url), { method, headers }).catch((cause: unknown) => {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    const message = `No runtime answers at ${url} (${reason}). Name its admin address with --admin, or its plan with --plan.`;
    throw new AdminRequestError(message, { cause });
  });
  const text = await response.body.text();
  const value = parse(text);
  if (response.statusCode < 300) return value;
  throw new AdminRequestError(explain(value) ?? `The runtime answers ${response.statusCode}: ${text.trim()}`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The error or the problems of an answer, in words. */
function explain(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('error' in value) return String(value.error);
  if (!('problems' in value) || !Array.isArray(value.problems)) return undefined;
  const lines = value.problems.map(({ code, message, origin }: ReportedProblem) => {
    const place = origin === undefined ? 'tsk-run' : `${origin.file}:${origin.line}:${origin.column}`;
    return `${place}: error ${code}: ${message}`;
  });
  return ['The new plan is of no use, the old one goes on.', ...lines].join('\n');
}

interface ReportedProblem {
  readonly code: string;
  readonly message: string;
  readonly origin?: { readonly file: string; readonly line: number; readonly column: number };
}
