/** A file of a project, by its path in the project's folder. */
export interface TemplateFile {
  readonly path: string;
  readonly text: string;
}

/** A small project to start from. What it writes passes every check. */
export interface Template {
  readonly name: string;
  /** What it is, in one sentence. */
  readonly summary: string;
  /** The files for a service of this name. */
  readonly files: (service: string) => readonly TemplateFile[];
}

/** The README of a project: what its files are, and the commands that are of use first. */
export function readme(service: string, about: string): TemplateFile {
  const text = `# ${service}

${about}

\`\`\`sh
tsk-compile check .             # what is wrong, or will hurt
tsk-compile preview .           # how it will scale
tsk-compile . -o plan.json      # compile it
tsk-run plan.json               # run it
\`\`\`
`;
  return { path: 'README.md', text };
}
