import { type DiagnosticKind, report } from '@tsk/parser';
import { known } from '../../lower/draft.ts';
import { type Check, type CheckContext, isOff, isOn, relate } from '../common/check.ts';

const kind: DiagnosticKind<[name: string]> = {
  code: 'TSK5157',
  mnemonic: 'W_COOKIE_PREFIX',
  severity: 'warning',
  title: 'Secure cookie without TLS',
  message: (name) => `Browsers take a cookie named "${name}" only over https, but TLS is off: no session would stick.`,
};

/** A cookie name whose prefix asks for TLS (RFC 6265bis, section 4.1.3) where there is none. */
export const cookiePrefix: Check = {
  kinds: [kind],
  *find({ plan: { balancing }, textAt }: CheckContext) {
    const { affinity, tls } = balancing;
    const name = known(affinity.cookieName);
    const { place } = affinity.cookieName;
    if (!isOn(affinity.enabled) || known(affinity.method) !== 'cookie' || !isOff(tls.enabled)) return;
    if (name === undefined || place === undefined || !/^__(?:Secure|Host)-/i.test(name)) return;
    const plain = name.replace(/^__(?:Secure|Host)-/i, '');
    const canFix = plain !== '' && textAt(place) === `"${name}"`;
    const fix = canFix
      ? { title: `Name it "${plain}"`, edits: [{ span: place.span, newText: `"${plain}"` }] }
      : undefined;
    yield report(kind, place, [name], { related: relate([tls.enabled, 'TLS is off']), fix });
  },
};
