import { type Diagnostic, type DiagnosticKind, type Place, report } from '@tsk/parser';
import { known, type Leaf } from '../../lower/draft.ts';
import { unreachable } from '../../unreachable.ts';
import type { CertificateFacts } from '../common/certificate-facts.ts';
import { type Check, type CheckContext, isOn, relate } from '../common/check.ts';

const missing: DiagnosticKind<[path: string]> = {
  code: 'TSK5172',
  mnemonic: 'W_CERTIFICATE_MISSING',
  severity: 'warning',
  title: 'Certificate or key that is not there',
  message: (path) => `There is no file "${path}".`,
};

const invalid: DiagnosticKind<[path: string, reason: string]> = {
  code: 'TSK5173',
  mnemonic: 'W_CERTIFICATE_INVALID',
  severity: 'warning',
  title: 'File that is not what it should be',
  message: (path, reason) => `"${path}" cannot be used: ${reason}.`,
};

const expired: DiagnosticKind<[path: string, date: string]> = {
  code: 'TSK5174',
  mnemonic: 'W_CERTIFICATE_EXPIRED',
  severity: 'warning',
  title: 'Certificate that has expired',
  message: (path, date) => `The certificate in "${path}" expired on ${date}: clients refuse it.`,
};

const soon: DiagnosticKind<[path: string, date: string, days: number]> = {
  code: 'TSK5175',
  mnemonic: 'I_CERTIFICATE_ENDS',
  severity: 'info',
  title: 'Certificate that expires soon',
  message: (path, date, days) =>
    `The certificate in "${path}" expires on ${date}, in ${days} ${days === 1 ? 'day' : 'days'}.`,
};

const early: DiagnosticKind<[path: string, date: string]> = {
  code: 'TSK5176',
  mnemonic: 'W_CERTIFICATE_EARLY',
  severity: 'warning',
  title: 'Certificate that is not valid yet',
  message: (path, date) => `The certificate in "${path}" is valid only from ${date}: until then clients refuse it.`,
};

const mismatch: DiagnosticKind<[]> = {
  code: 'TSK5177',
  mnemonic: 'E_KEY_MISMATCH',
  severity: 'error',
  title: 'Key of another certificate',
  message: () => 'The `private_key` does not belong to the `certificate`: no client could connect.',
};

const weak: DiagnosticKind<[path: string, bits: number]> = {
  code: 'TSK5178',
  mnemonic: 'W_KEY_WEAK',
  severity: 'warning',
  title: 'Key that is too short',
  message: (path, bits) => `The RSA key of "${path}" has ${bits} bits, and clients ask for at least 2048.`,
};

const dayMs = 86_400_000;

/** Days before its end from which a certificate is worth a word: what is renewed by itself is renewed by then. */
const noticeDays = 14;

/** What is in the files of the certificate and the key, where the shell can read them. */
export const certificateFiles: Check = {
  kinds: [missing, invalid, expired, soon, early, mismatch, weak],
  *find(context: CheckContext): Generator<Diagnostic> {
    const { enabled, certificate, privateKey } = context.plan.balancing.tls;
    if (!isOn(enabled) || context.certificates === undefined) return;
    const [chain, key] = [readFacts(context, certificate), readFacts(context, privateKey)];
    if (chain !== undefined) yield* judge(chain, 'certificate', context.nowMs);
    // One file for both, where it is of no use at all, is said so once.
    if (key !== undefined && (key.facts.kind === 'pem' || key.path !== chain?.path))
      yield* judge(key, 'privateKey', context.nowMs);
    if (chain?.facts.kind !== 'pem' || key?.facts.kind !== 'pem') return;
    const [wanted, given] = [chain.facts.certificate?.publicKey, key.facts.privateKey?.publicKey];
    if (wanted === undefined || given === undefined || wanted === given) return;
    yield report(mismatch, key.place, [], { related: relate([certificate, 'the certificate']) });
  },
};

interface NamedFile {
  readonly path: string;
  readonly place: Place;
  readonly facts: CertificateFacts;
}

function readFacts({ certificates }: CheckContext, leaf: Leaf<string | null>): NamedFile | undefined {
  const path = known(leaf);
  const facts = typeof path === 'string' ? certificates?.(path) : undefined;
  if (typeof path !== 'string' || facts === undefined || leaf.place === undefined) return undefined;
  return { path, place: leaf.place, facts };
}

function* judge(
  { path, place, facts }: NamedFile,
  wanted: 'certificate' | 'privateKey',
  nowMs: number,
): Generator<Diagnostic> {
  switch (facts.kind) {
    case 'missing':
      // An absolute path is one of the machine that runs the plan, which need not be this one.
      if (!/^(?:[/\\]|[A-Za-z]:)/.test(path)) yield report(missing, place, [path]);
      return;
    case 'invalid':
      yield report(invalid, place, [path, facts.reason]);
      return;
    case 'pem':
      if (facts[wanted] === undefined) yield report(invalid, place, [path, reasonWithout[wanted]]);
      if (wanted === 'certificate' && facts.certificate !== undefined) {
        yield* judgeCertificate({ path, place }, facts.certificate, nowMs);
      }
      return;
    default:
      unreachable(facts);
  }
}

const reasonWithout = {
  certificate: 'it holds a key and no certificate',
  privateKey: 'it holds a certificate and no private key',
} as const;

type Certificate = NonNullable<Extract<CertificateFacts, { kind: 'pem' }>['certificate']>;

function* judgeCertificate(
  { path, place }: Pick<NamedFile, 'path' | 'place'>,
  { notBeforeMs, notAfterMs, rsaBits }: Certificate,
  nowMs: number,
): Generator<Diagnostic> {
  const daysLeft = Math.floor((notAfterMs - nowMs) / dayMs);
  if (notAfterMs < nowMs) yield report(expired, place, [path, showDate(notAfterMs)]);
  else if (notBeforeMs > nowMs) yield report(early, place, [path, showDate(notBeforeMs)]);
  else if (daysLeft < noticeDays) yield report(soon, place, [path, showDate(notAfterMs), daysLeft]);
  if (rsaBits !== undefined && rsaBits < 2048) yield report(weak, place, [path, rsaBits]);
}

function showDate(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
