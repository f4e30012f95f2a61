import { Option } from 'commander';
import { loadDiagnosticPages } from '../../topics/diagnostic-topics.ts';
import { explainTopic, listTopics } from '../../topics/explain-topic.ts';
import type { DiagnosticPages, Topic } from '../../topics/topic.ts';
import { unreachable } from '../../unreachable.ts';
import { renderMarkdown } from '../explain/render-markdown.ts';
import { renderTopics } from '../explain/render-topics.ts';
import { CliFailure } from '../io/cli-failure.ts';
import type { Shell } from '../io/shell.ts';
import { layoutWidth } from '../preview/terminal-width.ts';
import { paintFor } from '../report/paint.ts';
import type { CliCommand, ExitCode } from './command.ts';
import { describeCommand } from './describe-command.ts';

interface ExplainOptions {
  readonly format: 'terminal' | 'markdown';
  readonly list?: true;
}

/** `tsk-compile explain TOPIC`: the page of a diagnostic code, of a setting or of an operator. */
export const explain: CliCommand = {
  name: 'explain',
  declare(program, shell, finish) {
    const command = program
      .command('explain')
      .summary('explain a diagnostic code, a setting or an operator')
      .description('Explains a diagnostic code, a setting or an operator. Needs no network and no files.')
      .argument('[topic]', 'a code or mnemonic, a key (dotted, or alone where it is unique), or an @operator')
      .option('--list', 'list everything that can be explained, or what the topic is a part of')
      .addOption(new Option('--format <format>', 'how to print').choices(['terminal', 'markdown']).default('terminal'))
      .action(async (topic: string | undefined, options: ExplainOptions) =>
        finish(await runExplain(shell, topic, options)),
      );
    describeCommand(command, {
      examples: [
        ['tsk-compile explain TSK5106', 'what a finding means, and what to do'],
        ['tsk-compile explain monitoring_interval', 'a setting: type, unit, default, range'],
        ['tsk-compile explain auto_scaling', 'a table, with its keys'],
        ['tsk-compile explain @env', 'an operator, with examples'],
        ['tsk-compile explain --list cache', 'all topics with cache in their name or title'],
      ],
      exitCodes: [
        [0, 'explained'],
        [1, 'there is no such topic, or several of that name'],
        [2, 'wrong usage'],
      ],
    });
  },
};

/** Prose that is wider is hard to read, however wide the terminal is. */
const widest = 100;

async function runExplain(shell: Shell, name: string | undefined, options: ExplainOptions): Promise<ExitCode> {
  const pages = await loadDiagnosticPages();
  if (options.list === true) return list(shell, name, pages);
  if (name === undefined) {
    throw new CliFailure('Name a code, a setting or an operator; explain --list lists all that there are.');
  }
  const answer = explainTopic(name, pages);
  switch (answer.kind) {
    case 'found': {
      const width = Math.min(widest, layoutWidth(shell));
      const isTerminal = options.format === 'terminal';
      shell.out.write(
        isTerminal
          ? renderMarkdown(answer.markdown, width, paintFor(shell, shell.out))
          : `${answer.markdown.trimEnd()}\n`,
      );
      return 0;
    }
    case 'several':
      shell.err.write(`There are ${answer.candidates.length} topics of the name '${name}'; name one of them:\n`);
      shell.out.write(renderTopics(answer.candidates, paintFor(shell, shell.out)));
      return 1;
    case 'unknown': {
      const meant = answer.suggestion === undefined ? '' : `; '${answer.suggestion}' may be meant`;
      shell.err.write(`There is nothing to explain of the name '${name}'${meant}. explain --list lists all topics.\n`);
      return 1;
    }
    default:
      return unreachable(answer);
  }
}

function list(shell: Shell, part: string | undefined, pages: DiagnosticPages): ExitCode {
  const wanted = part?.toLowerCase() ?? '';
  const has = ({ name, title, alias = '' }: Topic): boolean =>
    [name, title, alias].some((text) => text.toLowerCase().includes(wanted));
  const found = listTopics(pages).filter(has);
  if (found.length === 0) {
    shell.err.write(`No topic has '${part}' in its name or title.\n`);
    return 1;
  }
  shell.out.write(renderTopics(found, paintFor(shell, shell.out)));
  return 0;
}
