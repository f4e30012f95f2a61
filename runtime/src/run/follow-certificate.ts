import type { Plan } from '@tsk/schemas/plan';
import type { Log } from '../monitor/log.ts';
import { watchFiles } from './watch-files.ts';

/** Has the certificate renewed whenever one of its files has changed; gives how to stop that. A pair that is of no use changes nothing. */
export function followCertificate({ balancing: { tls } }: Plan, renew: () => Promise<void>, log: Log): () => void {
  if (!tls.enabled) return () => undefined;
  const files = [tls.certificate, tls.privateKey].filter((path) => path !== null);
  return watchFiles(files, () => {
    renew()
      .then(() => log.info('The certificate has changed; new connections get it.'))
      .catch((error: unknown) => log.error('The new certificate is of no use, the old one goes on.', { error }));
  });
}
