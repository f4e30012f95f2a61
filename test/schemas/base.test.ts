import {
  findNearest,
  findUnit,
  joinPointer,
  parentPointer,
  parseQuantity,
  quantityToBase,
  toPointer,
  unitNames,
} from '@tsk/schemas';
import { coerceText } from '@tsk/schemas/plan';
import { describe, expect, it } from 'vitest';

describe('a JSON pointer', () => {
  it('escapes what has a meaning in it', () => {
    expect(toPointer(['a/b~c', 0, ''])).toBe('/a~1b~0c/0/');
    expect(joinPointer('/x', '~1')).toBe('/x/~01');
  });

  it('has a parent unless it is that of the whole', () => {
    expect(parentPointer('/a/b')).toBe('/a');
    expect(parentPointer('/a')).toBe('');
    expect(parentPointer('')).toBeUndefined();
  });
});

describe('the nearest name', () => {
  const names = ['max_instances', 'min_instances', 'cooldown_period', 'monitoring_interval', 'ip'];
  const rows: readonly (readonly [name: string, nearest: string | undefined])[] = [
    ['max_instance', 'max_instances'],
    ['MaxInstances', 'max_instances'],
    ['mni_instances', 'min_instances'],
    ['cooldown', 'cooldown_period'],
    ['interval', 'monitoring_interval'],
    ['default_cooldown_period', 'cooldown_period'],
    ['pi', 'ip'],
    ['instances', undefined],
    ['mix_instances', undefined],
    ['mxa_instances', 'max_instances'],
    ['colour', undefined],
    ['', undefined],
    ['x'.repeat(1000), undefined],
  ];
  for (const [name, nearest] of rows) {
    it(`to "${name.slice(0, 30)}" is ${nearest ?? 'none'}`, () => {
      expect(findNearest(name, names)).toBe(nearest);
    });
  }
});

describe('a quantity', () => {
  it('is a number and perhaps a unit', () => {
    expect(parseQuantity(' 1.5 h ')).toEqual({ number: 1.5, unit: 'h' });
    expect(parseQuantity('-3')).toEqual({ number: -3, unit: '' });
    expect(parseQuantity('70 %')).toEqual({ number: 70, unit: '%' });
    expect(parseQuantity('1e3ms')).toEqual({ number: 1000, unit: 'ms' });
    for (const text of ['', 's', '1h30m', '0x10', '1,5s', '.5s', 'NaN', 'Infinity'])
      expect(parseQuantity(text)).toBeUndefined();
  });

  it('is in milliseconds, bytes or a share', () => {
    expect(quantityToBase(1.5, 'h', 'duration')).toBe(5_400_000);
    expect(quantityToBase(1, 'GiB', 'size')).toBe(1_073_741_824);
    expect(quantityToBase(57, '%', 'ratio')).toBe(0.57);
    expect(quantityToBase(1, 'MB', 'duration')).toBeUndefined();
    expect(quantityToBase(1, 'constructor', 'duration')).toBeUndefined();
  });

  it('has the units that the language knows', () => {
    expect(unitNames('duration')).toEqual(['ns', 'us', 'ms', 's', 'm', 'h', 'd', 'w']);
    expect(unitNames('size')).toEqual(['B', 'KB', 'MB', 'GB', 'TB', 'KiB', 'MiB', 'GiB', 'TiB']);
    expect(unitNames('ratio')).toEqual(['%']);
    expect([findUnit('µs')?.factor, findUnit('kB')?.factor]).toEqual([0.001, 1000]);
  });
});

describe('a text becomes', () => {
  const rows: readonly (readonly [text: string, target: Parameters<typeof coerceText>[1], becomes: unknown])[] = [
    ['8080', { type: 'integer' }, 8080],
    ['8080.5', { type: 'integer' }, undefined],
    ['9007199254740993', { type: 'integer' }, undefined],
    ['1e400', { type: 'number' }, undefined],
    ['0.5', { type: 'number' }, 0.5],
    ['30s', { type: 'number' }, undefined],
    ['', { type: 'number' }, undefined],
    ['30s', { type: 'integer', quantity: 'duration', scale: 1000 }, 30_000],
    ['1e308w', { type: 'integer', quantity: 'duration', scale: 1000 }, undefined],
    ['30MB', { type: 'integer', quantity: 'duration', scale: 1000 }, undefined],
    ['0.4ms', { type: 'integer', quantity: 'duration', scale: 1000 }, 1],
    [' OFF ', { type: 'boolean' }, false],
    ['maybe', { type: 'boolean' }, undefined],
    ['constructor', { type: 'boolean' }, undefined],
  ];
  for (const [text, target, becomes] of rows) {
    it(`${JSON.stringify(text)}, where ${target.quantity ?? target.type} is asked for: ${becomes ?? 'nothing'}`, () => {
      expect(coerceText(text, target)).toBe(becomes);
    });
  }
});
