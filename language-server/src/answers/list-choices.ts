import { findSetting } from '@tsk/schemas';
import type { PreviewChoice, PreviewChoices } from '../preview-requests.ts';

/** What a user can choose from in previews. */
export async function listChoices(): Promise<PreviewChoices> {
  const { loadShapes, listBalancers, listEvictionPolicies } = await import('./simulator.ts');
  return {
    shapes: loadShapes.map(({ name, summary }) => ({ name, summary })),
    policies: valuesOf(['auto_scaling', 'scoring']),
    algorithms: listBalancers(),
    evictionPolicies: listEvictionPolicies(),
  };
}

function valuesOf(path: readonly string[]): readonly PreviewChoice[] {
  return (findSetting(path)?.choices ?? []).map(({ value, description }) => ({
    name: String(value),
    summary: description,
  }));
}
