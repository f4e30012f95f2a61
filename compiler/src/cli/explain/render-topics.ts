import type { Topic } from '../../topics/topic.ts';
import type { Paint } from '../report/paint.ts';

/** The columns that names are filled up to; a longer one stands out by itself. */
const widest = 60;

/** A list of topics, one a line: the name by which each is explained, and what it is. */
export function renderTopics(topics: readonly Topic[], paint: Paint): string {
  const shown = topics.map((topic) => ({ ...topic, name: nameOf(topic) }));
  const width = Math.min(widest, Math.max(...shown.map(({ name }) => name.length)));
  return shown
    .map(({ name, title }) => `${paint(['bold'], name)}${' '.repeat(Math.max(0, width - name.length))}  ${title}\n`)
    .join('');
}

function nameOf({ name, alias }: Topic): string {
  return alias === undefined ? name : `${name} ${alias}`;
}
