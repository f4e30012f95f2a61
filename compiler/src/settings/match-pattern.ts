/** Whether a path, relative to the folder that the patterns are for, matches one of them. */
export function matchesAny(path: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => matchesPattern(path, pattern));
}

/**
 * Whether a path matches a pattern. `*` stands for any characters of one name, `?` for one, `**` for any number of folders, and
 * `{a,b}` for either of them. A pattern without `/` is for the names of files and folders, wherever they are; one with `/` is for
 * the path from the start. What a pattern says of a folder it says of everything in it.
 */
export function matchesPattern(path: string, pattern: string): boolean {
  const trimmed = pattern.replace(/^\.?\//, '').replace(/\/+$/, '');
  if (trimmed === '') return false;
  const isAnchored = trimmed.includes('/') || /^\.?\//.test(pattern);
  return compile(isAnchored ? trimmed : `**/${trimmed}`).test(path);
}

const compiled = new Map<string, RegExp>();

/** Patterns whose expression is kept: a project has few, and each is asked for every file. */
const keptPatterns = 256;

function compile(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  const made = new RegExp(`^${toExpression(pattern)}(?:/.*)?$`, 'su');
  if (compiled.size >= keptPatterns) compiled.clear();
  compiled.set(pattern, made);
  return made;
}

function toExpression(pattern: string): string {
  let made = '';
  const pairs = hasPairs(pattern);
  let open = 0;
  for (const [part] of pattern.matchAll(/(?:\*\*\/)+|\*+|[?{},]|[^*?{},]+/gu)) {
    if (part.startsWith('**/')) made += '(?:[^/]+/)*';
    else if (part.startsWith('**')) made += '.*';
    else if (part === '*') made += '[^/]*';
    else if (part === '?') made += '[^/]';
    else if (part === '{' && pairs) {
      open++;
      made += '(?:';
    } else if (part === '}' && open > 0) {
      open--;
      made += ')';
    } else if (part === ',' && open > 0) made += '|';
    else made += part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  }
  return made;
}

/** Braces that do not match one another mean themselves. */
function hasPairs(pattern: string): boolean {
  let depth = 0;
  for (const [brace] of pattern.matchAll(/[{}]/g)) {
    depth += brace === '{' ? 1 : -1;
    if (depth < 0) return false;
  }
  return depth === 0;
}
