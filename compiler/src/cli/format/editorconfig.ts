import type { FormatOptions } from '@tsk/parser';

/** An `.editorconfig` file, as far as it concerns `.tsk` files. (https://editorconfig.org) */
export interface EditorConfig {
  /** Whether files in the folders above do not count. */
  readonly isRoot: boolean;
  /** The properties for `.tsk` files, with lower-case names and values. */
  readonly properties: ReadonlyMap<string, string>;
}

/**
 * Reads an `.editorconfig`. Of its sections those count whose pattern is `*`, `*.tsk`, or a list of endings such as `*.{tsk,json}`;
 * a later one wins. Lines that are no `key = value` are passed over, as that format asks for.
 */
export function readEditorConfig(text: string): EditorConfig {
  const properties = new Map<string, string>();
  let isRoot = false;
  let section: string | undefined;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const header = /^\s*\[(.*)\]\s*$/.exec(line)?.[1];
    if (header !== undefined) section = header;
    const [, name = '', value = ''] = /^\s*([^#;=\s][^=]*?)\s*=\s*(.*?)\s*(?:\s[#;].*)?$/.exec(line) ?? [];
    if (header !== undefined || name === '') continue;
    if (section === undefined) isRoot ||= name.toLowerCase() === 'root' && value.toLowerCase() === 'true';
    else if (concernsTsk(section)) properties.set(name.toLowerCase(), value.toLowerCase());
  }
  return { isRoot, properties };
}

function concernsTsk(pattern: string): boolean {
  if (pattern === '*' || pattern === '*.tsk') return true;
  const endings = /^\*\.\{([^{}]*)\}$/.exec(pattern)?.[1];
  return endings?.split(',').some((ending) => ending.trim() === 'tsk') === true;
}

/** The options that properties stand for; what they do not say, or say in no way that is known, is left out. */
export function editorConfigOptions(properties: ReadonlyMap<string, string>): FormatOptions {
  const style = properties.get('indent_style');
  const size = properties.get('indent_size');
  const indentSize = positive(
    size === 'tab' || (style === 'tab' && size === undefined) ? properties.get('tab_width') : size,
  );
  const width = properties.get('max_line_length');
  const maxWidth = width === 'off' ? Number.MAX_SAFE_INTEGER : positive(width);
  const endOfLine = properties.get('end_of_line');
  const finalNewline = properties.get('insert_final_newline');
  return {
    ...(style === 'tab' || style === 'space' ? { useTabs: style === 'tab' } : {}),
    ...(indentSize === undefined ? {} : { indentSize }),
    ...(maxWidth === undefined ? {} : { maxWidth }),
    ...(endOfLine === 'lf' || endOfLine === 'crlf' ? { endOfLine } : {}),
    ...(finalNewline === 'true' || finalNewline === 'false' ? { finalNewline: finalNewline === 'true' } : {}),
  };
}

function positive(written: string | undefined): number | undefined {
  return written !== undefined && /^[1-9]\d{0,3}$/.test(written) ? Number(written) : undefined;
}
