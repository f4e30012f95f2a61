/**
 * Cells as lines of text: the first column to the left, the others to the right. Columns that do not fit into the width go below,
 * beside the same first column.
 */
export function alignTable(rows: readonly (readonly string[])[], width: number): readonly string[] {
  const columns = rows[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const first = widths[0] ?? 0;
  const blocks: number[][] = [];
  let room = 0;
  for (let column = 1; column < columns; column++) {
    const own = (widths[column] ?? 0) + 3;
    if (blocks.length === 0 || own > room) {
      blocks.push([]);
      room = width - first;
    }
    blocks.at(-1)?.push(column);
    room -= own;
  }
  return blocks.flatMap((block, index) => [
    ...(index === 0 ? [] : ['']),
    ...rows.map((row) => alignRow(row, block, widths)),
  ]);
}

function alignRow(row: readonly string[], block: readonly number[], widths: readonly number[]): string {
  const cells = block.map((column) => (row[column] ?? '').padStart((widths[column] ?? 0) + 3));
  return [(row[0] ?? '').padEnd(widths[0] ?? 0), ...cells].join('');
}
