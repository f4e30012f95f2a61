import type { Row } from './row.ts';

const tls = (certificate: string, key: string): string =>
  `[load_balancing.ssl]\ncertificate = "${certificate}"\nprivate_key = "${key}"\n`;

/** Files of certificates and keys; see `sampleCertificates`. */
export const certificates: readonly Row[] = [
  ['TSK5172', tls('missing.crt', 'app.key'), tls('/etc/missing.crt', 'app.key')],
  ['TSK5173', tls('app.key', 'app.key'), tls('both.pem', 'both.pem')],
  ['TSK5174', tls('expired.crt', 'app.key'), tls('soon.crt', 'app.key')],
  ['TSK5175', tls('soon.crt', 'app.key'), tls('app.crt', 'app.key')],
  ['TSK5176', tls('early.crt', 'app.key'), tls('unknown.crt', 'app.key')],
  ['TSK5177', tls('app.crt', 'other.key'), tls('both.pem', 'app.key')],
  ['TSK5178', tls('weak.crt', 'weak.key'), tls('both.pem', 'app.key')],
];
