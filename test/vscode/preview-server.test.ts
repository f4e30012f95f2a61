import { describe, expect, it } from 'vitest';
import { ErrorCodes } from 'vscode-languageserver';
import {
  BalancingPictureRequest,
  CachePictureRequest,
  KeyAtRequest,
  PreviewChoicesRequest,
  PreviewDataRequest,
  ScalingPictureRequest,
  WriteSettingsRequest,
} from '../../language-server/src/requests.ts';
import { applyAll, withServer } from '../language-server/ask.ts';
import type { TestServer } from '../language-server/harness.ts';

const scaling = `[auto_scaling]
enabled = true

[auto_scaling.metrics]
cpu_utilization = { threshold_high = 70, threshold_low = 30% }

[auto_scaling.policies]
scale_up = {
    cooldown_period = 300,
    max_instances = 12
}
scale_down = { cooldown_period = 10m, min_instances = 3 }
`;

const withDocument = <T>(text: string, run: (server: TestServer, uri: string) => Promise<T>): Promise<T> =>
  withServer({ files: { 'a.tsk': text } }, (server) => run(server, server.uri('a.tsk')));

describe('the picture of a simulation', () => {
  it('comes with the settings to try out and their places', async () => {
    await withDocument(scaling, async (server, uri) => {
      const answer = await server.request(ScalingPictureRequest, { uri, version: 1 });
      if (answer?.ok !== true) throw new Error(answer?.message);
      expect(answer).toMatchObject({ version: 1, errors: 0, firstError: null });
      expect(answer.settings.find(({ pointer }) => pointer === '/scaling/maxInstances')).toMatchObject({
        key: 'auto_scaling.policies.scale_up.max_instances',
        value: 12,
        unit: 'count',
      });
      expect(answer.places['/scaling/maxInstances']?.range.start).toEqual({ line: 9, character: 20 });
      expect(answer.places['/simulation/startUpMs']).toBeUndefined();
    });
  });

  it('is that of the values that are tried out, beside what is written', async () => {
    const text = scaling.replace('enabled = true', 'scoring = "pressure"');
    await withDocument(text, async (server, uri) => {
      const request = { overrides: { '/scaling/maxInstances': 20 } };
      const answer = await server.request(ScalingPictureRequest, {
        uri,
        request,
        against: { name: 'as written', files: {} },
      });
      if (answer?.ok !== true) throw new Error(answer?.message);
      expect(answer.picture.title).toContain('3 to 20 instances');
      const [figures] = answer.picture.tables;
      expect(figures?.rows.map(([name]) => name)).toEqual(['pressure (this)', 'as written', 'oracle']);
      const most = figures?.columns.findIndex(({ name }) => name === 'most instances') ?? 0;
      expect(Number(figures?.rows[0]?.[most])).toBeGreaterThan(Number(figures?.rows[1]?.[most]));
    });
  });

  it('is laid over that of other texts, which need not have the file', async () => {
    await withDocument(scaling, async (server, uri) => {
      const before = scaling.replace('max_instances = 12', 'max_instances = 4');
      const answer = await server.request(ScalingPictureRequest, {
        uri,
        against: { name: 'commit 1', files: { [uri]: before, [server.uri('b.tsk')]: null } },
      });
      if (answer?.ok !== true) throw new Error(answer?.message);
      const [figures] = answer.picture.tables;
      expect(figures?.rows[1]?.slice(0, 1)).toEqual(['commit 1']);
      expect(answer.picture.summary.join(' ')).toContain('commit 1');
    });
  });

  it('says where the first error is', async () => {
    await withDocument(scaling.replace('= 12', '= = 12'), async (server, uri) => {
      const answer = await server.request(ScalingPictureRequest, { uri });
      expect(answer?.errors).toBeGreaterThan(0);
      expect(answer?.firstError?.location).toMatchObject({ uri, range: { start: { line: 9 } } });
    });
  });

  it.each([
    [{}, 'tsk/previewScaling takes an object with the `uri` of a document.'],
    [{ uri: 'file:///a', request: 1 }, '`request` of tsk/previewScaling must be an object.'],
    [{ uri: 'file:///a', against: { name: 'x' } }, '`against` of tsk/previewScaling must be `{ name, files }`'],
  ])('is refused for %j', async (params, sentence) => {
    await withServer({ files: {} }, async (server) => {
      const refused = server.client.sendRequest('tsk/previewScaling', params);
      await expect(refused).rejects.toMatchObject({ code: ErrorCodes.InvalidParams });
      await expect(refused).rejects.toThrow(sentence);
    });
  });
});

describe('the other pictures', () => {
  it('are of the algorithms asked for, and of that of the plan', async () => {
    const text = `${scaling}\n[load_balancing]\nalgorithm = "least_connections"\n`;
    await withDocument(text, async (server, uri) => {
      const request = {
        algorithms: ['round_robin'],
        failure: null,
        lastSpeed: 0.5,
        utilisation: 0.5,
        durationMs: 10_000,
      };
      const answer = await server.request(BalancingPictureRequest, { uri, request });
      if (answer?.ok !== true) throw new Error(answer?.message);
      expect(answer.picture.lanes.map(({ id }) => id)).toEqual(['least_connections', 'round_robin']);
      const speeds = answer.picture.tables[1]?.rows.map((row) => row[2]);
      expect(speeds).toEqual([1, 1, 0.5]);
    });
  });

  it('are of the eviction policies', async () => {
    await withDocument(scaling, async (server, uri) => {
      const requests = { kind: 'trace', name: 't', text: 'a\nb\na\nb\n' } as const;
      const answer = await server.request(CachePictureRequest, { uri, request: { requests, policies: ['lru'] } });
      if (answer?.ok !== true) throw new Error(answer?.message);
      expect(answer.picture.tables[0]?.rows.at(-1)?.at(-1)).toBe(0.5);
    });
  });

  it('can be asked for everything that is listed', async () => {
    await withDocument(scaling, async (server, uri) => {
      const choices = await server.request(PreviewChoicesRequest, undefined);
      const names = (list: readonly { readonly name: string }[] = []): readonly string[] =>
        list.map(({ name }) => name);
      const request = { policies: names(choices?.policies), durationMs: 3_600_000 };
      expect(await server.request(ScalingPictureRequest, { uri, request })).toMatchObject({ ok: true });
      const balancing = { algorithms: names(choices?.algorithms), durationMs: 1000 };
      expect(await server.request(BalancingPictureRequest, { uri, request: balancing })).toMatchObject({ ok: true });
      const requests = { kind: 'trace', name: 't', text: 'a\n' } as const;
      const cache = { policies: names(choices?.evictionPolicies), requests };
      expect(await server.request(CachePictureRequest, { uri, request: cache })).toMatchObject({ ok: true });
      expect(names(choices?.shapes)).toContain('diurnal');
    });
  });
});

describe('the numbers of a preview', () => {
  it.each([
    ['scaling', 'csv', /^time_s,load,/],
    ['scaling', 'json', /^\{\n {2}"version": 1/],
    ['balancing', 'csv', /^,requests \(count\)/],
    ['cache', 'json', /"hitRatios"/],
  ] as const)('of %s as %s', async (view, format, expected) => {
    await withDocument(scaling, async (server, uri) => {
      const answer = await server.request(PreviewDataRequest, { view, format, uri });
      expect(answer?.ok === true ? answer.text : answer?.message).toMatch(expected);
    });
  });
});

describe('the key at a place', () => {
  it.each([
    ['of a value', 'max_instances = 1<|>2', 'auto_scaling.policies.scale_up.max_instances'],
    ['before the key', '<|>    max_instances = 12', 'auto_scaling.policies.scale_up.max_instances'],
    ['of a header', '[auto<|>_scaling.metrics]', 'auto_scaling.metrics'],
  ])('%s', async (_name, marked, key) => {
    const text = scaling.replace(marked.replace('<|>', ''), marked);
    expect(text).toContain('<|>');
    await withDocument(text, async (server, uri) => {
      const found = await server.request(KeyAtRequest, { uri, position: server.position('a.tsk') });
      expect(found).toEqual({ key });
    });
  });

  it('is none in a comment', async () => {
    await withDocument('# a\n', async (server, uri) => {
      expect(await server.request(KeyAtRequest, { uri, position: { line: 0, character: 1 } })).toBeNull();
    });
  });
});

describe('writing a setting', () => {
  it.each([
    ['a count', '/scaling/maxInstances', 30, 'max_instances = 12', 'max_instances = 30'],
    [
      'a bare duration, in its unit',
      '/scaling/scaleUp/cooldownMs',
      90_000,
      'cooldown_period = 300',
      'cooldown_period = 90',
    ],
    [
      'a duration with a unit',
      '/scaling/scaleDown/cooldownMs',
      120_000,
      'cooldown_period = 10m',
      'cooldown_period = 2m',
    ],
    [
      'one that needs another unit',
      '/scaling/scaleDown/cooldownMs',
      45_000,
      'cooldown_period = 10m',
      'cooldown_period = 45s',
    ],
    ['a bare share', '/scaling/metrics/0/high', 0.55, 'threshold_high = 70', 'threshold_high = 55'],
    ['a share that would be another number without its sign', '/scaling/metrics/0/high', 0.01, '= 70', '= 1%'],
    ['a share with its sign', '/scaling/metrics/0/low', 0.125, 'threshold_low = 30%', 'threshold_low = 12.5%'],
    [
      'a key of an object over several lines',
      '/scaling/scaleUp/factor',
      2,
      'max_instances = 12',
      'max_instances = 12,\n    scale_factor = 2',
    ],
    [
      'a key of an object in one line',
      '/scaling/scaleDown/factor',
      0.5,
      'min_instances = 3',
      'min_instances = 3, scale_factor = 0.5',
    ],
    [
      'a key of a section',
      '/scaling/intervalMs',
      30_000,
      'enabled = true',
      'enabled = true\nmonitoring_interval = 30s',
    ],
  ])('replaces or puts in %s', async (_name, pointer, value, before, after) => {
    await withDocument(scaling, async (server, uri) => {
      const answer = await server.request(WriteSettingsRequest, { uri, values: { [pointer]: value } });
      if (answer?.ok !== true) throw new Error(answer?.message);
      const written = applyAll(server, { changes: { [uri]: [...answer.edits] } });
      expect(written['a.tsk']).toBe(scaling.replace(before, after));
    });
  });

  it('makes the table that is missing', async () => {
    await withDocument(scaling, async (server, uri) => {
      const answer = await server.request(WriteSettingsRequest, { uri, values: { '/simulation/startUpMs': 90_000 } });
      if (answer?.ok !== true) throw new Error(answer?.message);
      const written = applyAll(server, { changes: { [uri]: [...answer.edits] } });
      expect(written['a.tsk']).toBe(`${scaling}\n[simulation]\nstart_up = 90s\n`);
    });
  });

  it.each([
    ['of a setting that no document has', '/scaling/metrics/0/unit', 2, "'/scaling/metrics/0/unit' cannot be written"],
    ['where the value would not count', '/scaling/maxInstances', -5, '`auto_scaling.policies.scale_up.max_instances`'],
  ])('says so %s', async (_name, pointer, value, message) => {
    await withDocument(scaling, async (server, uri) => {
      const answer = await server.request(WriteSettingsRequest, { uri, values: { [pointer]: value } });
      expect(answer).toMatchObject({ ok: false, message: expect.stringContaining(message) });
    });
  });
});
