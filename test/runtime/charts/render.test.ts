import { describe, expect, it } from 'vitest';
import {
  describeBalancing,
  describeCache,
  describeSimulation,
  type Picture,
  renderCsv,
  renderHtml,
  renderSvg,
  renderTableCsv,
  type ThemeName,
  themes,
  toEChartsOption,
} from '../../../runtime/src/charts/index.ts';
import { previewBalancing, previewCache } from '../../../runtime/src/simulate/index.ts';
import { burst, previewOf, wholePlan } from '../simulate/preview-plan.ts';
import { elementsOf } from './markup.ts';

const result = previewOf({ ...burst, startUpsMs: [30_000, 300_000] });
const simulation = describeSimulation(result);

function balancing(): Picture {
  const outcome = previewBalancing(wholePlan, { durationMs: 30_000 });
  if (!outcome.ok) throw new Error(outcome.message);
  return describeBalancing(outcome.preview);
}

function cache(): Picture {
  const requests = { kind: 'zipf', objects: 300, exponent: 1, requests: 2000, meanBytes: 1000, seed: 1 } as const;
  const outcome = previewCache(wholePlan, { requests });
  if (!outcome.ok) throw new Error(outcome.message);
  return describeCache(outcome.preview);
}

const textsOf = (svg: string): readonly string[] =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1] ?? '');

describe('SVG', () => {
  const svg = renderSvg(simulation, { width: 900, withText: true });

  it('is well-formed, with a title and a description, and needs nothing from elsewhere', () => {
    const [root, title, desc] = elementsOf(svg);
    expect([root?.name, title?.name, desc?.name]).toEqual(['svg', 'title', 'desc']);
    expect(root?.attributes).toContain('role="img"');
    expect(svg).toContain(`<title>${simulation.title}</title>`);
    const links = [...svg.matchAll(/https?:\/\/[^"'\s)]*/g)].map(([link]) => link);
    expect(new Set(links)).toEqual(new Set(['http://www.w3.org/2000/svg', 'http://www.w3.org/1999/xlink']));
    expect(svg).not.toMatch(/<script|<image|@import|<foreignObject/);
  });

  it('says what each lane, line, threshold and numbered decision is', () => {
    const texts = textsOf(svg);
    for (const { title } of simulation.lanes) expect(texts).toContain(title);
    for (const text of [
      'load',
      'ready',
      'needed (oracle)',
      'maximum 20',
      'high 70 %',
      'p99',
      '01:00',
      'users wait',
      '1',
    ]) {
      expect(texts).toContain(text);
    }
    expect(texts.join('\n')).toMatch(/1 {2}01:0\d:\d\d {2}from \d+ to \d+: cpu_utilization/);
  });

  it('is the same each time', () => {
    const again = describeSimulation(previewOf({ ...burst, startUpsMs: [30_000, 300_000] }));
    expect(renderSvg(again, { width: 900, withText: true })).toBe(svg);
  });

  it('tells lines apart without colour', () => {
    expect(new Set([...svg.matchAll(/stroke-dasharray="([^"]*)"/g)].map((match) => match[1])).size).toBeGreaterThan(3);
  });

  it.each(['light', 'dark', 'highContrast'] satisfies ThemeName[])('has the colours of %s', (name) => {
    const theme = themes[name];
    expect(renderSvg(simulation, { width: 700, theme })).toContain(`x="0" y="0" fill="${theme.background}"`);
  });

  it.each([
    ['the balancing', balancing()],
    ['the cache', cache()],
  ])('draws %s', (_name, picture) => {
    const drawn = renderSvg(picture, { width: 900, withText: true });
    elementsOf(drawn);
    for (const { title } of picture.lanes) expect(textsOf(drawn)).toContain(title);
  });
});

describe('contrast', () => {
  const luminance = (color: string): number => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (left: string, right: string): number => {
    const [low = 0, high = 0] = [luminance(left), luminance(right)].toSorted((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };

  // WCAG 2.2, success criteria 1.4.3 (text) and 1.4.11 (lines that mean something).
  it.each(Object.entries(themes))('is enough in %s', (_name, { background, text, muted, colors }) => {
    for (const color of [text, muted, colors.threshold])
      expect(contrast(color, background)).toBeGreaterThanOrEqual(4.5);
    const lines = [
      'load',
      'capacity',
      'needed',
      'signal',
      'forecast',
      'p95',
      'p99',
      'late',
      'up',
      'down',
      'held',
      'other1',
      'other2',
      'other3',
      'other4',
      'other5',
    ] as const;
    for (const role of lines) expect([role, contrast(colors[role], background) >= 3]).toEqual([role, true]);
  });
});

describe('an option', () => {
  it('is as high as it is asked to be, where that can be read', () => {
    expect(toEChartsOption(simulation, { width: 900, height: 1400 }).height).toBe(1400);
    expect(toEChartsOption(simulation, { width: 900, height: 10 }).height).toBeGreaterThan(400);
  });

  it('has a series for each of the picture, in the grid of its lane', () => {
    const { option } = toEChartsOption(simulation, { width: 900 });
    const series = option['series'] as readonly { readonly name: string; readonly xAxisIndex: number }[];
    for (const [index, lane] of simulation.lanes.entries()) {
      const ids = lane.kind === 'plot' ? lane.series.map(({ id }) => id) : lane.rows.map(({ id }) => id);
      for (const id of ids) expect(series.find(({ name }) => name === `${lane.id}/${id}`)?.xAxisIndex).toBe(index);
    }
  });
});

describe('HTML', () => {
  const html = renderHtml(simulation, { width: 900 });
  const elements = elementsOf(html.replace('<!doctype html>', ''));
  const all = (name: string): readonly string[] =>
    elements.filter((element) => element.name === name).map(({ attributes }) => attributes);

  it('has a language, a title, one main part and headings in order', () => {
    expect(all('html')[0]).toContain('lang="en"');
    expect(html).toContain(`<title>${simulation.title}</title>`);
    expect(all('main')).toHaveLength(1);
    expect(all('h1')).toHaveLength(1);
    expect(elements.filter(({ name }) => /^h\d$/.test(name)).map(({ name }) => name)[0]).toBe('h1');
    expect(elements.some(({ name }) => /^h[3-6]$/.test(name))).toBe(false);
  });

  it('names every picture and every table, and gives headings to rows and columns', () => {
    expect(all('svg').filter((attributes) => attributes.includes('role="img"'))).toHaveLength(2);
    expect(all('caption')).toHaveLength(simulation.tables.length);
    expect(all('table')).toHaveLength(simulation.tables.length);
    const rows = simulation.tables.reduce((sum, table) => sum + table.rows.length, 0);
    expect(all('th').filter((attributes) => attributes.includes('scope="row"'))).toHaveLength(rows);
    expect(all('th').every((attributes) => /scope="(row|col)"/.test(attributes))).toBe(true);
  });

  it('can be scrolled with the keyboard where a table is wide', () => {
    const regions = all('div').filter((attributes) => attributes.includes('class="scroll"'));
    expect(regions.every((attributes) => /role="region" aria-label="[^"]+" tabindex="0"/.test(attributes))).toBe(true);
  });

  it('has the numbers of the result', () => {
    const hours = result.run.summary['instance_hours'] ?? 0;
    expect(html).toContain(`<th scope="row">pressure</th><td>${Number(hours.toPrecision(3))}</td>`);
    for (const { reason, action } of result.run.decisions) if (action !== 'none') expect(html).toContain(reason);
  });

  it('does not let text become markup', () => {
    const evil = renderHtml({ ...simulation, title: '<img src=x onerror=alert(1)>', notes: ['a & b'] }, { width: 900 });
    expect(evil).not.toContain('<img');
    expect(evil).toContain('<h1>&lt;img src=x onerror=alert(1)&gt;</h1>');
    expect(evil).toContain('<p>a &amp; b</p>');
  });
});

describe('CSV', () => {
  it('has a row for each step', () => {
    const rows = renderCsv(result).trimEnd().split('\n');
    expect(rows).toHaveLength(1 + result.steps);
    expect(rows.filter((row) => row.endsWith('"'))).toHaveLength(result.run.summary['events'] ?? -1);
  });

  it('quotes what needs it', () => {
    const columns = [
      { name: '', unit: 'text' },
      { name: 'time', unit: 'ms' },
    ] as const;
    expect(renderTableCsv({ caption: 'x', columns, rows: [['a,"b"', 1.5]] })).toBe(',time (ms)\n"a,""b""",1.5\n');
  });
});
