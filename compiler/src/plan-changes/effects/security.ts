import { isDeferred } from '../../lower/draft.ts';
import type { ValueChange } from '../model/change.ts';
import { changed, type EffectRule, missingIn, rule, turned } from '../model/rule.ts';

const breaks = true;
const tls = 'balancing.tls.enabled';

/** What a change does to who can listen in, get in or pretend to be another. Breaking is what takes protection away. */
export const securityRules: readonly EffectRule[] = Object.freeze([
  turned(tls, 'off', 'Everything travels in the clear.', { breaks }),
  turned(tls, 'on', 'What travels is encrypted.'),
  rule(
    'balancing.tls.protocols',
    gainsOld,
    'Old versions of TLS can be broken, and a client can be talked into them.',
    {
      trend: 'worse',
      breaks,
      gate: tls,
    },
  ),
  rule('balancing.tls.protocols', losesOld, 'Old versions of TLS, which can be broken, are refused.', {
    trend: 'better',
    gate: tls,
  }),
  changed('balancing.tls.certificate', 'Clients see another certificate.'),
  changed('balancing.tls.privateKey', 'Another key proves who the server is.'),
  rule('server.host', opens, 'The service can be reached from other machines.', { trend: 'worse', breaks }),
  rule('server.adminHost', opens, 'The operator’s port can be reached from other machines.', {
    trend: 'worse',
    breaks,
  }),
  rule('server.trustedProxies', gains, 'More senders are believed when they say whom a request comes from.', {
    trend: 'worse',
    breaks,
  }),
  rule('server.trustedProxies', loses, 'Fewer senders are believed when they say whom a request comes from.', {
    trend: 'better',
  }),
  rule('service.env.*', isBaked, 'A value that the environment gave now stands in the compiled plan.', {
    trend: 'worse',
    breaks,
  }),
  rule('service.env.*', isFreed, 'A value that stood in the compiled plan now comes from the environment.', {
    trend: 'better',
  }),
  rule('debug.logLevel', isMoreTalkative, 'The log says more, and may hold data of users.', { trend: 'worse' }),
  turned('debug.traceScalability', 'on', 'The log says more about every decision.', { trend: 'different' }),
]);

const old = /^TLSv1(?:\.1)?$/;

function gainsOld({ before, after }: ValueChange): boolean {
  return missingIn(after, before).some((name) => old.test(name));
}

function losesOld({ before, after }: ValueChange): boolean {
  return missingIn(before, after).some((name) => old.test(name));
}

function gains({ before, after }: ValueChange): boolean {
  return missingIn(after, before).length > 0;
}

function loses(change: ValueChange): boolean {
  return !gains(change) && missingIn(change.before, change.after).length > 0;
}

const isLocal = (host: unknown): boolean => typeof host === 'string' && /^(?:127\.|::1$|localhost$)/.test(host);

function opens({ before, after }: ValueChange): boolean {
  return isLocal(before) && !isLocal(after);
}

function isBaked({ before, after }: ValueChange): boolean {
  return isDeferred(before) && after !== undefined && !isDeferred(after);
}

function isFreed({ before, after }: ValueChange): boolean {
  return before !== undefined && !isDeferred(before) && isDeferred(after);
}

const talk: readonly unknown[] = ['error', 'warn', 'info', 'debug', 'trace'];

function isMoreTalkative({ before, after }: ValueChange): boolean {
  return talk.indexOf(after) > talk.indexOf(before) && talk.indexOf(after) >= talk.indexOf('debug');
}
