/** The path that `path` means in `file`: relative to its folder, with `/`, without `.` and `..`. */
export function resolvePath(file: string, path: string): string {
  const absolute = isAbsolute(path);
  const segments = absolute ? [] : file.split('/').slice(0, -1);
  for (const segment of path.split('/')) {
    if (segment === '.' || (segment === '' && segments.length > 0)) continue;
    if (segment === '..' && segments.length > 0 && segments.at(-1) !== '..') segments.pop();
    else segments.push(segment);
  }
  return segments.join('/');
}

/** True for a path in a folder or in one of the folders in it. The folder '' is that which relative paths start from. */
export function isWithin(path: string, folder: string): boolean {
  if (folder === '') return !isAbsolute(path) && path !== '..' && !path.startsWith('../');
  // `../..` leads further up than `..` does.
  if (/^\.\.(?:\/\.\.)*$/.test(folder)) return path.startsWith(`${folder}/`) && !path.startsWith(`${folder}/../`);
  return path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

function isAbsolute(path: string): boolean {
  return /^(?:\/|[A-Za-z]:\/)/.test(path);
}
