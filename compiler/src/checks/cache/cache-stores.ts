import { type Diagnostic, type DiagnosticKind, report } from '@tsk/parser';
import { known } from '../../lower/draft.ts';
import { type Check, type CheckContext, isOff, isOn, relate, switchOn } from '../common/check.ts';

const off: DiagnosticKind<[provider: string]> = {
  code: 'TSK5145',
  mnemonic: 'W_CACHE_STORE_OFF',
  severity: 'warning',
  title: 'Cache store that is switched off',
  message: (provider) =>
    `The caches are to use "${provider}", but \`scalability_architecture.caching.${provider}\` is switched off.`,
};

const endless: DiagnosticKind<[]> = {
  code: 'TSK5146',
  mnemonic: 'W_TTL_ENDLESS',
  severity: 'warning',
  title: 'Entries that never expire',
  message: () =>
    'A `ttl` of 0 keeps entries for ever: what is changed past the cache stays as it was until something else pushes it out.',
};

const triggers: DiagnosticKind<[]> = {
  code: 'TSK5147',
  mnemonic: 'I_CACHE_TRIGGERS',
  severity: 'info',
  title: 'Fixed triggers that fire for ever',
  message: () =>
    'No fixed trigger ("hit rate under 80 %", "size over 90 %") is applied to this cache: a bounded cache is full in normal use, and few loads can reach 80 %, so both would fire for ever.',
};

/** The stores behind the application cache, and how long they keep an entry. */
export const cacheStores: Check = {
  kinds: [off, endless, triggers],
  *find(context: CheckContext): Generator<Diagnostic> {
    const { settings } = context;
    const { cache } = context.plan;
    const provider = known(cache.provider);
    const stores = { redis_cluster: cache.redisCluster, memcached: cache.memcached };
    if (provider === 'redis_cluster' || provider === 'memcached') {
      const { enabled } = stores[provider];
      const related = relate([cache.provider, 'chosen here']);
      if (isOff(enabled) && enabled.place !== undefined)
        yield report(off, enabled.place, [provider], { related, fix: switchOn(context, enabled) });
    }
    const { enabled, ttlMs, strategy } = cache.application;
    if (!isOn(enabled)) return;
    if (known(ttlMs) === 0 && ttlMs.place !== undefined) yield report(endless, ttlMs.place, []);
    const place = settings.placeOf('scalability_architecture.caching.application_cache');
    // Who names both a shared store and a write strategy describes the founding document's cache, whose triggers these were.
    const isFounding = provider === 'redis_cluster' && strategy.place !== undefined;
    if (isFounding && place !== undefined) yield report(triggers, strategy.place ?? place, []);
  },
};
