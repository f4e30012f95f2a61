import { type Address, cacheKey, keyPrefix } from './cache-key.ts';
import { indexFields } from './freshness/fields.ts';
import type { QueryRules } from './query-rules.ts';
import type { StoredResponse } from './stored-response.ts';

/** What to remove from a response cache. */
export type Purge =
  | { readonly kind: 'all' }
  /** One address, with all its variants. */
  | ({ readonly kind: 'address' } & Address)
  /** Every address of a site whose target begins with `target`. */
  | ({ readonly kind: 'prefix' } & Address)
  /** Every response whose Surrogate-Key field names the tag. */
  | { readonly kind: 'tag'; readonly tag: string };

/** How a purge finds what it is to remove: by key, or by a stored response under it. */
export interface PurgeMatcher {
  key(key: string): boolean;
  response(response: StoredResponse): boolean;
}

const never = (): boolean => false;

/** Makes a purge into what it matches. */
export function matcherOf(what: Purge, rules: QueryRules): PurgeMatcher {
  switch (what.kind) {
    case 'all':
      return { key: () => true, response: never };
    case 'address': {
      const wanted = cacheKey(what, rules);
      return { key: (key) => key === wanted, response: never };
    }
    case 'prefix': {
      const prefix = keyPrefix(what.scheme, what.authority) + what.target;
      return { key: (key) => key.startsWith(prefix), response: never };
    }
    case 'tag':
      return { key: never, response: (response) => tagsOf(response).includes(what.tag) };
  }
}

/** The tags that a response can be purged by, from its Surrogate-Key field. */
export function tagsOf(response: StoredResponse): readonly string[] {
  const text = indexFields(response.fields).get('surrogate-key') ?? '';
  return text.split(/[\s,]+/).filter((tag) => tag !== '');
}
