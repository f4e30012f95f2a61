import { arrayAccess } from './array-access.ts';
import { arrayIterate } from './array-iterate.ts';
import { arrayOrder } from './array-order.ts';
import { defineOperator } from './define.ts';
import type { PureOperator } from './operator.ts';
import { average, max, min, sum } from './statistics.ts';

/** `@array.method(…)` works on arrays; `@array(values)` makes one. */
export const array: PureOperator = defineOperator({
  name: 'array',
  summary: 'Arrays: their elements, and arrays made of others.',
  documentation:
    'Where an expression is evaluated for each element, `item` (or `value`) is the element and `index` its place from 0; `$item` means the same. The expression may stand in quotes, as in older files: `"item.price > 10"`, or `"$.price"` for a path into the element.',
  functions: [
    ...arrayAccess,
    ...arrayIterate,
    ...arrayOrder,
    ...[sum, average, min, max].map((statistic) => statistic.asFunction('array')),
  ],
  refused: {
    from_query: 'it would ask a database',
    for_each: 'it is for effects, and nothing is run; write @array.map for values',
    stream: 'all arrays are kept whole',
  },
});
