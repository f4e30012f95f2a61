import type { Template } from '../template.ts';
import { cache } from './cache.ts';
import { full } from './full.ts';
import { staticBackends } from './static-backends.ts';
import { webService } from './web-service.ts';

/** Every template; the first is the default. */
export const templates: readonly Template[] = Object.freeze([webService, full, staticBackends, cache]);
