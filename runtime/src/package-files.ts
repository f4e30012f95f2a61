import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// Kept at the top of the sources: `dist/`, where the bundle lies, has the same places relative to it.

/** Path of the demo service's program, beside this file in the sources as in what is built of them. */
export function demoServicePath(): string {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return fileURLToPath(new URL(`./demo/service.${extension}`, import.meta.url));
}

/** Version of the runtime, from its package file. */
export function readVersion(): string {
  const json: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const version = typeof json === 'object' && json !== null && 'version' in json ? json.version : undefined;
  return typeof version === 'string' ? version : 'unknown';
}
