import { findOrigin, type Plan } from '@tsk/schemas/plan';
import { createDevelopmentTlsMaterial, loadTlsMaterial, type TlsMaterial, TlsMaterialError } from '../http/tls.ts';
import type { Log } from '../monitor/log.ts';
import { formatPlace, RuntimeStartError } from './start-error.ts';

/**
 * What the plan's listener speaks TLS with; null where TLS is off. For development, a certificate made on the spot stands in
 * for one that is of no use, and the log says so; otherwise that is a start error that cites where the file was named.
 */
export async function prepareTls(plan: Plan, dev: boolean, log: Log): Promise<TlsMaterial | null> {
  const { tls } = plan.balancing;
  if (!tls.enabled) return null;
  try {
    return await loadTlsMaterial(tls);
  } catch (error) {
    if (!(error instanceof TlsMaterialError)) throw error;
    const origin = findOrigin(plan, error.pointer);
    if (!dev || error.pointer.endsWith('/protocols')) {
      const advice = 'Name a PEM file that this user can read, or start with --dev to use a self-signed certificate.';
      throw new RuntimeStartError('TSK7101', `${capitalise(error.message)}. ${advice}`, origin, error);
    }
    const place = formatPlace(origin);
    log.warn(
      `DEVELOPMENT ONLY: ${error.message}, so a self-signed certificate is used. No client trusts it by itself (curl needs -k).`,
      place === undefined ? {} : { origin: place },
    );
    return createDevelopmentTlsMaterial(tls);
  }
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
