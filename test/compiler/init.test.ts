import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { templates } from '../../compiler/src/cli/init/templates/index.ts';
import { type CliFolder, makeCliFolder } from './run-cli.ts';

let cli: CliFolder;
beforeEach(() => {
  cli = makeCliFolder();
});
afterEach(() => cli.remove());

describe.each(templates.map(({ name }) => name))('the template %s', (name) => {
  it('passes every check, is formatted, compiles, and scales by an objective', async () => {
    expect((await cli.run(['init', 'my shop', '--template', name])).code).toBe(0);
    expect((await cli.run(['check', 'my shop', '--fail-level', 'info', '--format', 'text'])).out).toBe('');
    expect((await cli.run(['fmt', '--check', 'my shop'])).code).toBe(0);
    const { code, out, err } = await cli.run(['my shop']);
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toMatchObject({ service: { name: 'my-shop' } });
    const { scaling } = JSON.parse(out);
    if (scaling.enabled === true) expect(scaling).toMatchObject({ scoring: 'auto', slo: { violationCost: 0.5 } });
    expect(cli.read('my shop/README.md')).toContain('tsk-compile check .');
  });
});

describe('tsk-compile init', () => {
  it('writes the first template into the named folder, and says what to do next', async () => {
    const { code, out, err } = await cli.run(['init', 'shop']);
    expect([code, out]).toEqual([0, 'wrote shop/service.tsk\nwrote shop/README.md\n']);
    expect(err).toContain('tsk-compile check shop');
    expect(cli.read('shop/service.tsk')).toContain('name = "shop"');
  });

  it('replaces nothing without --force, and then writes nothing at all', async () => {
    cli.write('shop/README.md', 'mine');
    const { code, err } = await cli.run(['init', 'shop']);
    expect(code).toBe(2);
    expect(err).toContain('shop/README.md');
    expect(readdirSync(join(cli.path, 'shop'))).toEqual(['README.md']);
    expect((await cli.run(['init', 'shop', '--force'])).code).toBe(0);
    expect(cli.read('shop/README.md')).not.toBe('mine');
  });

  it('lists the templates and writes nothing with --list', async () => {
    const { code, out } = await cli.run(['init', '--list', 'shop']);
    expect(code).toBe(0);
    for (const { name, summary } of templates) expect(out).toMatch(new RegExp(`^${name} +${summary}$`, 'm'));
    expect(existsSync(join(cli.path, 'shop'))).toBe(false);
  });

  it('refuses a template that there is not, and names those that there are', async () => {
    const { code, err } = await cli.run(['init', 'shop', '--template', 'blog']);
    expect(code).toBe(2);
    expect(err).toContain('Allowed choices are web-service, full');
  });
});
