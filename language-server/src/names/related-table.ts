/** Settings whose text names a table: the path of the setting, and that of the table in which the named one stands. */
const relations: readonly (readonly [setting: string, table: string])[] = [
  ['auto_scaling.strategy', 'auto_scaling'],
  ['load_balancing.algorithm', 'load_balancing.algorithms'],
  ['scalability_architecture.caching', 'scalability_architecture.caching'],
  ['scalability_architecture.caching.provider', 'scalability_architecture.caching'],
];

/** The path of the table that the text of a setting names: `algorithm = "ip_hash"` chooses `[load_balancing.algorithms] ip_hash`. */
export function findRelatedTable(setting: readonly string[], text: string): readonly string[] | undefined {
  const path = setting.at(-1) === '$value' ? setting.slice(0, -1) : setting;
  const relation = relations.find(([from]) => from === path.join('.'));
  return relation === undefined ? undefined : [...relation[1].split('.'), text];
}
