import type { Row } from './row.ts';

/** Variables, includes and tables as they are written. */
export const files: readonly Row[] = [
  ['TSK5180', '$a = 1\n[service]\nname = "x"\n', '$a = 1\n'],
  ['TSK5180', '[service]\n$a = "x"\nname = "b"\n', '[service]\n$a = "x"\nname = "${a}-b"\n'],
  ['TSK5180', '# $a\n$a = 1\n[service]\nname = "x"\n', '$a = 1\n[service]\nname = "x"\ndrain_timeout = $a + 29\n'],
  [
    'TSK5181',
    '$a = 1s\n[server]\n$a = 2s\nrequest_timeout = $a\n',
    '[service]\n$a = 1s\n[server]\n$a = 2s\nrequest_timeout = $a\n',
  ],
  [
    'TSK5182',
    { 'a.tsk': '@include "b.tsk"\n[service]\nname = "x"\n', 'b.tsk': '# nothing\n' },
    { 'a.tsk': '@include "b.tsk"\n[service]\nname = $n\n', 'b.tsk': '$n = "x"\n' },
  ],
  [
    'TSK5183',
    { 'a.tsk': '@include "b.tsk"\n@include "./b.tsk"\n', 'b.tsk': '[service]\nname = "x"\n' },
    { 'a.tsk': '@include "b.tsk"\n[extra]\n@include "b.tsk"\n', 'b.tsk': 'name = "x"\n' },
  ],
  ['TSK5184', '[auto_scaling.policies]\n', '[auto_scaling]\n'],
  ['TSK5184', '[server]\n', '[unknown]\n'],
];
