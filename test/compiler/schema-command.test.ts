import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { templates } from '../../compiler/src/cli/init/templates/index.ts';
import { type CliFolder, makeCliFolder } from './run-cli.ts';

let cli: CliFolder;
beforeAll(() => {
  cli = makeCliFolder();
});
afterAll(() => cli.remove());

const validators = new Map<string, Promise<ValidateFunction>>();

function validatorOf(name: string): Promise<ValidateFunction> {
  const validator = validators.get(name) ?? compileSchema(name);
  validators.set(name, validator);
  return validator;
}

async function compileSchema(name: string): Promise<ValidateFunction> {
  const { code, out } = await cli.run(['schema', name]);
  expect(code).toBe(0);
  const schema: unknown = JSON.parse(out);
  // Nothing is fetched: every reference leads into the schema itself, and its name is no address.
  expect([...out.matchAll(/"\$ref": "(.)/g)].every(([, first]) => first === '#')).toBe(true);
  expect(schema).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: expect.stringMatching(/^urn:/),
  });
  const ajv = new Ajv2020({ allowUnionTypes: true, allowMatchingProperties: true, strict: 'log', logger: false });
  return ajv.compile(Object(schema));
}

async function dataOf(file: string): Promise<unknown> {
  return JSON.parse((await cli.run(['eval', '--resolve', file])).out);
}

describe('the schema config', () => {
  it('admits what the templates and the examples say', async () => {
    const validate = await validatorOf('config');
    for (const { name, files } of templates) {
      for (const { path, text } of files('shop')) {
        if (!path.endsWith('.tsk')) continue;
        cli.write(`${name}/${path}`, text);
        expect(validate(await dataOf(`${name}/${path}`)), `${path}: ${JSON.stringify(validate.errors)}`).toBe(true);
      }
    }
    const examples = fileURLToPath(new URL('../../examples', import.meta.url));
    const files = readdirSync(examples, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsk'));
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) {
      expect(validate(await dataOf(`${examples}/${file}`)), `${file}: ${JSON.stringify(validate.errors)}`).toBe(true);
    }
  });

  const cases: readonly (readonly [text: string, isAdmitted: boolean])[] = [
    ['[service]\nname = "shop"\n', true],
    ['[service]\nargs = ["a", 1, true]\n', true],
    ['[service]\nargs = 1\n', false],
    ['[load_balancing]\nno_such_key = 1\n', false],
    ['[server]\nrequest_timeout = 30\n', true],
    ['[server]\nrequest_timeout = 30s\n', true],
    ['[server]\nrequest_timeout = "1m"\n', true],
    ['[server]\nrequest_timeout = 30MB\n', false],
    ['[server]\nrequest_timeout = true\n', false],
    ['[server]\nrequest_timeout = @env("T", 30)\n', true],
    ['[load_balancing]\nhealth_checks = true\n', true],
    ['[load_balancing]\nhealth_checks = "yes"\n', false],
    ['[scalability_architecture]\ncaching = "redis_cluster"\n', true],
    [
      '[scalability_architecture]\ncaching = "redis_cluster"\n[scalability_architecture.caching]\nredis_cluster = true\n',
      true,
    ],
    ['[load_balancing]\nalgorithm = "no_such"\n', false],
    ['[auto_scaling]\nmin_instances = -1\n', false],
  ];

  it.each(cases)('of %j says %s', async (text, isAdmitted) => {
    const validate = await validatorOf('config');
    cli.write('a.tsk', text);
    expect(validate(await dataOf('a.tsk'))).toBe(isAdmitted);
  });
});

describe('the schema plan', () => {
  it('admits what build writes, also with values of the environment, and nothing that is damaged', async () => {
    const validate = await validatorOf('plan');
    cli.write(
      'p.tsk',
      '[service]\nname = @env("NAME")\nenv { A = @env("A", "b") }\n[server]\nrequest_timeout = @env("T", 30)\n',
    );
    const plan = JSON.parse((await cli.run(['p.tsk'])).out);
    expect(validate(plan), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...plan, version: 2 })).toBe(false);
    expect(validate({ ...plan, server: { ...plan.server, port: 'x' } })).toBe(false);
    expect(validate({ ...plan, server: { ...plan.server, extra: 1 } })).toBe(false);
  });
});

describe('tsk-compile schema', () => {
  it('has the settings file, writes to a file, and prints config where nothing is named', async () => {
    const validate = await validatorOf('settings');
    expect(validate({ rules: { TSK5105: 'off' } })).toBe(true);
    expect(validate({ rule: {} })).toBe(false);
    expect((await cli.run(['schema', '-o', 'out/s.json'])).out).toBe('');
    expect(cli.read('out/s.json')).toBe((await cli.run(['schema', 'config'])).out);
  });

  it('names the schemas that there are where it knows no other', async () => {
    const { code, err } = await cli.run(['schema', 'nope']);
    expect([code, err]).toEqual([2, expect.stringContaining('config, plan, settings')]);
  });
});
