import type { Place } from '@tsk/parser';
import type { DeferredSetting } from '../base/deferred.ts';
import { joinPointer } from '../base/pointer.ts';
import { memberSchema, type Schema } from '../base/schema.ts';
import type { Config, Setting, SettingTable } from './config.ts';
import { defaultOf, fillDefaults } from './defaults.ts';
import { coercionTarget, toPlanUnit } from './plan-unit.ts';
import type { Instance, Reading } from './reading.ts';

/**
 * The settings that a reading comes to: units become the plan's, a bad value gives way to its default, and a bad key is
 * left out. What is bad comes by pointer.
 */
export function settle(reading: Reading, schema: Schema, bad: ReadonlyMap<string, 'key' | 'value'>): Config {
  const places = new Map<string, Place>();

  /** `from` is where the value stands in the reading, `to` where it comes to stand: lists close up over what is bad. */
  function settleValue(schema: Schema, value: Instance, from: string, to: string): Setting | undefined {
    const written = reading.written.get(from);
    const usable = !bad.has(from) && !reading.holes.has(from);
    const setting = reading.deferred.has(from)
      ? deferredSetting(schema, from, usable ? value : undefined)
      : usable
        ? settleData(schema, value, from, to)
        : undefined;
    if (setting !== undefined && written !== undefined)
      places.set(to, { file: written.value.file, span: written.value.span });
    return setting ?? defaultOf(schema);
  }

  function settleData(schema: Schema, value: Instance, from: string, to: string): Setting | undefined {
    if (typeof value === 'number') return toPlanUnit(value, schema);
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) {
      const elements: Setting[] = [];
      for (const [index, element] of value.entries()) {
        const target = joinPointer(to, elements.length);
        const setting = settleValue(schema.items ?? {}, element, joinPointer(from, index), target);
        if (setting !== undefined) elements.push(setting);
      }
      return elements.length < (schema.minItems ?? 0) ? forget(to) : elements;
    }
    const table: Record<string, Setting> = Object.create(null);
    for (const [key, member] of Object.entries(value)) {
      const inner = memberSchema(schema, key);
      const origin = joinPointer(from, key);
      if (inner === undefined || bad.get(origin) === 'key') continue;
      const setting = settleValue(inner, member, origin, joinPointer(to, key));
      if (setting !== undefined) table[key] = setting;
    }
    fillDefaults(table, schema);
    return (schema.required ?? []).every((key) => Object.hasOwn(table, key)) ? table : forget(to);
  }

  /** A table or list without what it needs is left out, and so are the places of what it has. */
  function forget(pointer: string): undefined {
    for (const inner of places.keys()) if (inner.startsWith(`${pointer}/`)) places.delete(inner);
  }

  function deferredSetting(
    schema: Schema,
    pointer: string,
    fallback: Instance | undefined,
  ): DeferredSetting | undefined {
    const value = reading.written.get(pointer)?.value;
    const target = coercionTarget(schema);
    if (value?.kind !== 'deferred' || target === undefined) return undefined;
    const given = typeof fallback === 'number' ? toPlanUnit(fallback, schema) : fallback;
    const settled = given ?? (value.defaultValue === undefined ? undefined : defaultOf(schema));
    const isScalar = settled !== undefined && (settled === null || typeof settled !== 'object');
    return { $env: value.name, ...(isScalar ? { default: settled } : {}), ...target };
  }

  const settings = settleData(schema, reading.instance, '', '');
  return { settings: settings !== undefined && isTable(settings) ? settings : Object.create(null), places };
}

const isTable = (value: Setting): value is SettingTable =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
