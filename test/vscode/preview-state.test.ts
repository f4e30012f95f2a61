import { describe, expect, it } from 'vitest';
import type { Picture } from '../../runtime/src/charts/index.ts';
import { buildRequest } from '../../vscode-extension/src/preview/build-request.ts';
import { readFromPage } from '../../vscode-extension/src/preview/protocol.ts';
import { asksTheSame, initialState, readState } from '../../vscode-extension/src/preview/view-state.ts';
import { boxOf, partAt } from '../../vscode-extension/src/preview/webview/lane-frame.ts';
import { findParts, listParts } from '../../vscode-extension/src/preview/webview/picture-parts.ts';
import { valuesAt } from '../../vscode-extension/src/preview/webview/values-at.ts';

const uri = 'file:///a.tsk';
const nothing = { trace: undefined, commit: undefined };

describe('the state of a preview', () => {
  const state = { ...initialState(uri), shape: 'spike', peak: 500, tried: { '/scaling/maxInstances': 9 } };

  it('comes back as it was kept', () => {
    expect(readState(JSON.parse(JSON.stringify(state)))).toEqual(state);
  });

  it.each([
    ['nothing', undefined],
    ['another version', { ...state, version: 2 }],
    ['no document', { ...state, uri: 7 }],
  ])('is none where %s was kept', (_name, kept) => {
    expect(readState(kept)).toBeUndefined();
  });

  it('is as at first in what was kept otherwise', () => {
    const kept = { ...state, view: 'pie', peak: -1, policies: [1, 'hpa'], tried: { a: 'b', c: 2 }, trace: {} };
    expect(readState(kept)).toEqual({ ...state, peak: null, policies: ['hpa'], tried: { c: 2 } });
  });

  it('asks for the same picture where only something was opened', () => {
    expect(asksTheSame(state, { ...state, showsTables: true, showsSettings: true })).toBe(true);
    expect(asksTheSame(state, { ...state, peak: 501 })).toBe(false);
  });
});

describe('a message of the page', () => {
  it.each([
    [{ version: 1, kind: 'write' }, { kind: 'write' }],
    [
      { version: 1, kind: 'export', format: 'png2x' },
      { kind: 'export', format: 'png2x' },
    ],
    [
      { version: 1, kind: 'reveal', pointer: '/a', key: 'a', more: 1 },
      { kind: 'reveal', pointer: '/a', key: 'a' },
    ],
    [
      { version: 1, kind: 'ready' },
      { kind: 'ready', state: undefined },
    ],
  ])('is read: %j', (message, read) => {
    expect(readFromPage(message)).toEqual(read);
  });

  it.each([
    [undefined],
    ['write'],
    [{ kind: 'write' }],
    [{ version: 2, kind: 'write' }],
    [{ version: 1, kind: 'delete' }],
    [{ version: 1, kind: 'export', format: 'exe' }],
    [{ version: 1, kind: 'rendered', format: 'csv', data: '' }],
    [{ version: 1, kind: 'reveal', pointer: 1, key: 'a' }],
    [{ version: 1, kind: 'change', state: {} }],
  ])('is none: %j', (message) => {
    expect(readFromPage(message)).toBeUndefined();
  });
});

describe('the request of a state', () => {
  it('says only what differs from what is usual', () => {
    expect(buildRequest(initialState(uri), nothing)).toEqual({
      view: 'scaling',
      method: 'tsk/previewScaling',
      params: { uri, request: { load: { kind: 'shape', shape: 'diurnal' } } },
    });
  });

  it('has values that are tried out beside what they would replace', () => {
    const state = {
      ...initialState(uri),
      tried: { '/scaling/maxInstances': 9 },
      hours: 6,
      peak: 50,
      policies: ['hpa'],
    };
    expect(buildRequest(state, nothing).params).toEqual({
      uri,
      request: {
        load: { kind: 'shape', shape: 'diurnal', peak: 50 },
        durationMs: 6 * 3_600_000,
        overrides: { '/scaling/maxInstances': 9 },
        policies: ['hpa'],
      },
      against: { name: 'as written', files: {} },
    });
  });

  it('has the trace that was chosen, and the last commit', () => {
    const state = { ...initialState(uri), trace: { uri: 'file:///t.csv', name: 't.csv' }, comparesCommit: true };
    const commit = { name: 'commit 1234567', files: { [uri]: 'a = 1' } };
    expect(buildRequest(state, { trace: '1\n2\n', commit }).params).toEqual({
      uri,
      request: { load: { kind: 'trace', name: 't.csv', text: '1\n2\n' } },
      against: commit,
    });
  });

  it.each([
    ['none', { failure: null }],
    ['fails', {}],
    ['slow', { failure: null, lastSpeed: 0.5 }],
  ] as const)('of the balancing where %s happens', (trouble, expected) => {
    const state = { ...initialState(uri, 'balancing'), balancing: { algorithms: ['p2c'], utilisation: 0.9, trouble } };
    expect(buildRequest(state, nothing).params.request).toEqual({ algorithms: ['p2c'], utilisation: 0.9, ...expected });
  });
});

const place = (key: string): { pointer: string; key: string } => ({ pointer: `/${key}`, key });

const picture: Picture = {
  version: 1,
  title: '',
  axis: { kind: 'time', durationMs: 100 },
  summary: [],
  tables: [],
  notes: [],
  lanes: [
    {
      kind: 'plot',
      id: 'instances',
      title: '',
      unit: 'count',
      weight: 1,
      logarithmic: false,
      series: [
        {
          id: 'ready',
          label: 'ready',
          role: 'ready',
          kind: 'steps',
          points: [
            [0, 2],
            [50, 4],
            [100, 4],
          ],
        },
      ],
      thresholds: [{ id: 'max', label: 'maximum', value: 8, place: place('scaling.up.max') }],
      marks: [{ at: 50, value: 4, role: 'up', text: 'why', number: 1, place: place('scaling.rule') }],
    },
    {
      kind: 'strip',
      id: 'limits',
      title: '',
      rows: [
        {
          id: 'cooldown',
          label: 'cooldown',
          role: 'up',
          bands: [{ from: 50, to: 70, text: 'cooldown up' }],
          place: place('scaling.up.cooldown'),
        },
      ],
    },
  ],
};
const parts = listParts(picture);
const frames = [
  { top: 10, height: 100, left: 50, width: 100 },
  { top: 150, height: 20, left: 50, width: 100 },
];
/** Ten pixels for each instance, one for each millisecond. */
const scales = { x: (at: number): number => 50 + at, y: (_lane: number, value: number): number => 110 - 10 * value };

describe('the parts of a picture that a key concerns', () => {
  it.each([
    ['scaling.up.max', ['maximum threshold']],
    ['scaling.up', ['maximum threshold', 'cooldown row']],
    ['scaling.up.cooldown.more', ['cooldown row']],
    ['scaling.up.factor', ['maximum series', 'cooldown series']],
    ['scaling', []],
    ['other.key', []],
  ])('%s', (key, expected) => {
    expect(findParts(parts, key).map(({ label, kind }) => `${label} ${kind}`)).toEqual(expected);
  });
});

describe('the part at a point', () => {
  it.each([
    ['the mark', 101, 70, 'why'],
    ['the number of the mark at the top', 100, 12, 'why'],
    ['the line of a threshold', 60, 32, 'maximum'],
    ['its label', 200, 28, 'maximum'],
    ['a band', 110, 160, 'cooldown'],
    ['the name of a row', 170, 160, 'cooldown'],
    ['beside a band', 60, 160, undefined],
    ['the empty plot', 60, 100, undefined],
    ['between the lanes', 60, 130, undefined],
  ])('%s', (_name, x, y, expected) => {
    expect(partAt({ x, y }, parts, picture, frames, scales)?.label).toBe(expected);
  });

  it('lies in its box', () => {
    for (const part of parts.filter(({ kind }) => kind !== 'mark')) {
      const { left, top, width, height } = boxOf(part, picture, frames, scales);
      const found = partAt({ x: left + width - 5, y: top + height / 2 }, parts, picture, frames, scales);
      expect(found).toEqual(part);
    }
  });
});

describe('the values at a place', () => {
  it.each([
    [0, ['ready 2'], []],
    [49, ['ready 2'], []],
    [50, ['ready 4'], ['cooldown']],
    [200, ['ready 4'], []],
  ])('%d', (at, plot, strip) => {
    expect(picture.lanes.map((lane) => valuesAt(lane, at))).toEqual([plot, strip]);
  });
});
