import { type DiagnosticKind, report } from '@tsk/parser';
import { type Check, type CheckContext, firstPlace, isOn } from '../common/check.ts';

const kind: DiagnosticKind<[missing: string]> = {
  code: 'TSK5114',
  mnemonic: 'W_NO_CERTIFICATE',
  severity: 'warning',
  title: 'TLS without a certificate',
  message: (missing) => `Clients are to connect by https, but \`load_balancing.ssl\` has no ${missing}.`,
};

/** TLS that is switched on without the files that it needs. */
export const tlsCertificate: Check = {
  kinds: [kind],
  *find({ plan, settings }: CheckContext) {
    const { enabled, certificate, privateKey } = plan.balancing.tls;
    const place = firstPlace(certificate, privateKey, enabled) ?? settings.placeOf('load_balancing.ssl');
    if (!isOn(enabled) || place === undefined) return;
    const missing = [
      ...(certificate.value === null ? ['`certificate`'] : []),
      ...(privateKey.value === null ? ['`private_key`'] : []),
    ];
    if (missing.length > 0) yield report(kind, place, [missing.join(' and no ')]);
  },
};
