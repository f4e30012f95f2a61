import type { Explanation, ExplanationStep, TraceStep } from '@tsk/compiler';
import type { Json } from '@tsk/parser';
import { findSetting } from '@tsk/schemas';
import type { Workspace } from '../workspace/workspace.ts';
import { describeQuantity } from './describe-quantity.ts';
import { linkTo } from './link.ts';
import { writeJson } from './write-json.ts';

/** How deep a value is followed to what it is made of. */
const maxDepth = 4;

/** The value of a key and where it comes from, in Markdown: where it is written, what that refers to, and what it overrides. */
export function describeOrigin(workspace: Workspace, { path, value, steps }: Explanation): string {
  if (value === undefined || steps.length === 0) return '';
  const setting = findSetting(path);
  const isDeferred = steps.some(({ kind }) => kind === 'environment');
  const meaning = describeQuantity(typeof value === 'number' ? String(value) : unquote(value), setting?.unit);
  const isTable = typeof value === 'object' && value !== null && !Array.isArray(value);
  const shown =
    isTable || isDeferred
      ? []
      : [
          `**Value**: \`${meaning !== undefined && typeof value === 'string' ? value : writeJson(value)}\`${meaning === undefined ? '' : ` (${meaning})`}`,
        ];
  return [...shown, ...steps.flatMap((step) => describeStep(workspace, step, isTable))].join('\n');
}

function unquote(value: Json): string {
  return typeof value === 'string' ? value : '';
}

function describeStep(workspace: Workspace, step: ExplanationStep, isTable: boolean): readonly string[] {
  switch (step.kind) {
    case 'written': {
      const head = step.isHead ? ', before the table of its name' : '';
      return [`- written in ${linkTo(workspace, step.place)}${head}`, ...describeTrace(workspace, step.from, 1)];
    }
    case 'overridden':
      return [
        `- overrides ${isTable ? 'what is' : `\`${writeJson(step.value, 60)}\``} in ${linkTo(workspace, step.place)}`,
      ];
    case 'environment': {
      const otherwise =
        step.default === undefined ? 'it has to be set' : `\`${writeJson(step.default)}\` where it is not set`;
      return [`- from the environment variable \`${step.name}\` when the runtime starts; ${otherwise}`];
    }
    case 'default':
      return ['- the default: it is not written'];
  }
}

function describeTrace(workspace: Workspace, steps: readonly TraceStep[], depth: number): readonly string[] {
  if (depth > maxDepth) return [];
  return steps.flatMap((step) => {
    const indent = '  '.repeat(depth);
    const where = step.kind === 'reference' ? `, declared in ${linkTo(workspace, step.declared)}` : '';
    const line = `${indent}- \`${step.name}\` is \`${writeJson(step.value, 60)}\`${where}`;
    return [line, ...describeTrace(workspace, step.from, depth + 1)];
  });
}

/** The step of a trace whose text begins at an offset. */
export function findStep(steps: readonly TraceStep[], file: string, start: number): TraceStep | undefined {
  for (const step of steps) {
    if (step.place.file === file && step.place.span.start === start) return step;
    const inner = findStep(step.from, file, start);
    if (inner !== undefined) return inner;
  }
  return undefined;
}
