import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { drive, findReason, type Seen, server } from './editor.ts';

const script = (name: string): string => join(import.meta.dirname, name);

const editors: readonly (readonly [name: string, program: string, args: readonly string[]])[] = [
  ['Neovim', 'nvim', ['--headless', '--clean', '-n', '-u', 'NONE', '-c', `luafile ${script('neovim.lua')}`]],
  ['Emacs with eglot', 'emacs', ['-Q', '--batch', '-l', script('eglot.el')]],
];

describe.each(editors)('%s', (name, program, args) => {
  const reason = existsSync(server) ? findReason(program) : 'the bundle of the language server is not built';
  let seen: Seen = {};
  beforeAll(async () => {
    if (reason === undefined) seen = await drive(program, args);
  });

  const sees = (what: string, check: () => void): void => {
    it(what, (context) => {
      if (reason !== undefined) context.skip(`${name}: ${reason}`);
      check();
    });
  };

  sees('shows a finding where it is', () => {
    expect(seen['diagnostic']).toMatchObject({ shown: true, line: 3, column: 0 });
    expect(seen['diagnostic']).toHaveProperty('message', expect.stringContaining('no key `algoritm`'));
  });

  sees('shows what a key is for', () => {
    expect(seen['hover']).toContain('load_balancing.health_checks.interval');
    expect(seen['hover']).toContain('30s');
  });

  sees('completes keys in the line that was just typed', () => {
    expect(seen['completion']).toContain('timeout');
  });

  sees('loses the finding with the edit that mends it', () => {
    expect(seen['cleared']).toBe(true);
  });

  sees('renames a variable with its uses', () => {
    expect(seen['renamed']).toEqual([
      '$period = 30s',
      '',
      '[load_balancing]',
      'algorithm = "ip_hash"',
      '',
      '[load_balancing.health_checks]',
      'interval = $period',
    ]);
  });
});
