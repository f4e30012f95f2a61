/** The address of the operator's port in what `tsk-run` writes when it is up; undefined before that. */
export function findAdminUrl(output: string): string | undefined {
  return /\badmin on (https?:\/\/[^\s"'\\]+?)[.,]?(?=["'\s\\]|$)/m.exec(output)?.[1];
}
