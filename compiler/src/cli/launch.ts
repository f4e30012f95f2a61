import type { Script } from 'node:vm';

/**
 * What the bundled command starts with: loads its parts together with the machine code that V8 made of them before. Node's own
 * compile cache holds no function that is compiled when it is first called, and these are most of the time of a start.
 */

// An import statement would make modules of these first, which takes a seventh of the time that Node itself needs to start.
const fs = process.getBuiltinModule('node:fs');
const vm = process.getBuiltinModule('node:vm');
const { join } = process.getBuiltinModule('node:path');

/** The first part, whose name the build puts in; every name holds a hash of what is in the part. */
declare const mainPart: string;

/** A part as it was loaded. */
interface Part {
  exports: unknown;
}

type PartBody = (
  exports: unknown,
  require: (name: string) => unknown,
  module: Part,
  file: string,
  folder: string,
) => void;

const folder = join(import.meta.dirname, 'parts');
const parts = new Map<string, Part>();
const uncached = new Map<string, Script>();

/** The caches for this Node: beside the parts, where the build leaves them, and in the user's own folder. */
const caches = listCaches();

function listCaches(): readonly string[] {
  const {
    NODE_DISABLE_COMPILE_CACHE: off,
    NODE_V8_COVERAGE: coverage,
    XDG_CACHE_HOME: folderOfCaches,
    HOME: home,
    LOCALAPPDATA: local,
  } = process.env;
  if (off !== undefined || coverage !== undefined) return [];
  const own = folderOfCaches ?? local ?? (home === undefined ? undefined : join(home, '.cache'));
  const parents = own === undefined ? [folder] : [folder, join(own, 'tsk-compile')];
  return parents.map((parent) => join(parent, `cache-${process.version}-${process.arch}`));
}

function requirePart(name: string): unknown {
  if (!name.startsWith('./')) return process.getBuiltinModule(name);
  const known = parts.get(name);
  if (known !== undefined) return known.exports;
  const file = join(folder, name);
  const part: Part = { exports: {} };
  parts.set(name, part);
  compile(name, file)(part.exports, requirePart, part, file, folder);
  return part.exports;
}

function compile(name: string, file: string): PartBody {
  // The build writes each part as a function, and in Latin-1, which is read fastest.
  const source = fs.readFileSync(file, 'latin1');
  const cachedData = readCache(`${name}.bin`);
  const script = new vm.Script(source, { filename: file, ...(cachedData === undefined ? {} : { cachedData }) });
  if (cachedData === undefined || script.cachedDataRejected === true) uncached.set(`${name}.bin`, script);
  return script.runInThisContext() as PartBody;
}

function readCache(name: string): Buffer | undefined {
  for (const cache of caches) {
    try {
      return fs.readFileSync(join(cache, name));
    } catch {
      // The next cache may have it.
    }
  }
  return undefined;
}

/** Keeps the code of what had to be compiled, with the functions that this run has called. */
function writeCaches(): void {
  for (const cache of caches) {
    try {
      fs.mkdirSync(cache, { recursive: true, mode: 0o700 });
      for (const [name, script] of uncached) writeCache(join(cache, name), script);
      return;
    } catch {
      // A folder that cannot be written: the next one, or none.
    }
  }
}

function writeCache(file: string, script: Script): void {
  const temporary = `${file}.${process.pid}`;
  fs.writeFileSync(temporary, script.createCachedData(), { mode: 0o600 });
  fs.renameSync(temporary, file);
}

process.once('exit', () => {
  if (uncached.size > 0) writeCaches();
});
requirePart(mainPart);
