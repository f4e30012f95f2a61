import { type FileSettings, isIgnored, resolvePath, type SettingsLookup } from '@tsk/compiler';
import type { Place } from '@tsk/parser';
import type { Location, TextDocumentContentChangeEvent, WorkspaceFolder } from 'vscode-languageserver';
import type { PositionEncoding } from '../protocol.ts';
import { Configurations } from './configurations.ts';
import { CustomSchemas } from './custom-schemas.ts';
import type { FileSystem } from './file-system.ts';
import { type Grouping, includesOf, makeGrouping } from './grouping.ts';
import { editDocument, makeDocument } from './make-document.ts';
import { folderOf, makePaths, type Paths } from './paths.ts';
import {
  findSettings,
  makeProjectFile,
  type ProjectFile,
  type ProjectFiles,
  projectFileName,
} from './project-files.ts';
import { scanFolder } from './scan-folder.ts';
import type { SourceDocument } from './source-document.ts';
import type { Configuration, Workspace } from './workspace.ts';

/** The workspace of a running server: it follows the editor's notifications, and reads from disk what is not open. */
export class LiveWorkspace implements Workspace {
  readonly #files: FileSystem;
  readonly #encoding: PositionEncoding;
  readonly #configurations: Configurations;
  readonly #schemas = new CustomSchemas((path) => this.#readText(path, this.#paths));
  readonly #open = new Map<string, SourceDocument>();
  readonly #disk = new Map<string, SourceDocument>();
  /** Paths that nothing could be read from; they are not asked for again until something happens to them. */
  readonly #absent = new Set<string>();
  /** The `.tsk` files of the workspace folders. */
  #listed: ReadonlySet<string> = new Set();
  #projects: ProjectFiles = new Map();
  #settings: SettingsLookup = () => undefined;
  #paths: Paths = makePaths([]);
  #grouping: Grouping | undefined;

  constructor(files: FileSystem, encoding: PositionEncoding, nowMs: () => number) {
    this.#files = files;
    this.#encoding = encoding;
    this.#configurations = new Configurations({
      find: this.findByPath,
      rootOf: (file) => this.#rootPathOf(file),
      nowMs,
      settings: () => this.#settings,
      schemas: () => this.#schemas.loaded,
    });
  }

  readonly findDocument = (uri: string): SourceDocument | undefined => this.findByPath(this.#paths.keyOf(uri));

  readonly findByPath = (path: string): SourceDocument | undefined => this.#open.get(path) ?? this.#disk.get(path);

  readonly configurationOf = ({ path }: SourceDocument): Configuration => {
    const [owner = [path]] = this.#groups().ownersOf(path);
    return this.#configurations.of(owner);
  };

  readonly ownersOf = ({ path }: SourceDocument): readonly Configuration[] => {
    const owners = this.#groups().ownersOf(path);
    return (owners.length === 0 ? [[path]] : owners).map((group) => this.#configurations.of(group));
  };

  readonly configurations = (): Iterable<Configuration> =>
    this.#groups()
      .groups.values()
      .map((group) => this.#configurations.of(group));

  readonly documents = (): Iterable<SourceDocument> => {
    const paths = new Set([...this.#open.keys(), ...this.#listed]);
    return paths.values().flatMap((path) => {
      const document = this.findByPath(path);
      return document === undefined ? [] : [document];
    });
  };

  readonly projects = (): Iterable<ProjectFile> => this.#projects.values();

  readonly settingsOf = ({ path }: SourceDocument): FileSettings | undefined => this.#settings(path);

  readonly locate = ({ file, span }: Place): Location | undefined => {
    const document = this.findByPath(file);
    return document === undefined ? undefined : { uri: document.uri, range: document.rangeOf(span) };
  };

  readonly listFolder = async (path: string): Promise<readonly string[]> => {
    const root = this.#paths.rootOf(path === '' ? '' : `${path}/`);
    if (root === undefined) return [];
    const entries = await this.#files.listFolder(this.#paths.uriOf(path), root.uri);
    return entries.map(({ name, kind }) => (kind === 'folder' ? `${name}/` : name));
  };

  readonly pathOf = (uri: string): string | undefined => this.#paths.pathOf(uri);

  readonly uriOf = (path: string): string => this.findByPath(path)?.uri ?? this.#paths.uriOf(path);

  /** The documents that are open in the editor. */
  openDocuments(): readonly SourceDocument[] {
    return [...this.#open.values()];
  }

  /** Takes over the text of a document that the editor opened. */
  open(uri: string, version: number, text: string): void {
    const path = this.#paths.keyOf(uri);
    this.#open.set(path, makeDocument({ uri, path, version, encoding: this.#encoding }, text));
    this.#grouping = undefined;
  }

  /** Follows an edit; a document that was never opened is passed over. */
  change(uri: string, version: number, changes: readonly TextDocumentContentChangeEvent[]): void {
    const path = this.#paths.keyOf(uri);
    const before = this.#open.get(path);
    if (before === undefined) return;
    const after = editDocument(before, version, this.#encoding, changes);
    this.#open.set(path, after);
    if (includesOf(before).join('\n') !== includesOf(after).join('\n')) this.#grouping = undefined;
  }

  /** The editor let go of a document: from now on the disk counts, which need not have what was typed last. */
  async close(uri: string): Promise<void> {
    const path = this.#paths.keyOf(uri);
    this.#open.delete(path);
    this.#grouping = undefined;
    await this.reload(path);
  }

  /** Changes the folders; every file gets the path that it has among the new ones. */
  async setFolders(folders: readonly WorkspaceFolder[]): Promise<void> {
    this.#paths = makePaths(folders);
    const open = [...this.#open.values()];
    this.#open.clear();
    for (const { uri, version, text } of open) this.open(uri, version ?? 0, text);
    this.#disk.clear();
    this.#schemas.clear();
    this.#absent.clear();
    this.#listed = new Set();
    this.#setProjects(new Map());
    this.#grouping = undefined;
    await this.#scan();
  }

  /** Lists and reads the `.tsk` files of all folders. */
  async #scan(): Promise<void> {
    const paths = this.#paths;
    const listed: string[] = [];
    for (const { uri, prefix } of paths.roots) {
      for (const path of await scanFolder(this.#files, uri)) listed.push(prefix + path);
    }
    const batch = 32;
    for (let index = 0; index < listed.length; index += batch) {
      await Promise.all(listed.slice(index, index + batch).map((path) => this.#read(path, paths)));
    }
    // The folders may have changed while their files were read.
    if (paths !== this.#paths) return;
    const present = listed.flatMap((path) => this.#disk.get(path) ?? []);
    const projects = present.filter(({ path }) => isProject(path));
    for (const { path } of projects) this.#disk.delete(path);
    this.#setProjects(new Map(projects.map((document) => [document.path, makeProjectFile(document)])));
    this.#listed = new Set(present.map(({ path }) => path).filter((path) => !isProject(path)));
    this.#grouping = undefined;
  }

  #setProjects(projects: ProjectFiles): void {
    this.#projects = projects;
    this.#settings = (file) => findSettings(projects, file, this.#paths.rootOf(file)?.prefix ?? file);
    this.#grouping = undefined;
  }

  /** Reads a `tsk.json` again. */
  async #reloadProject(path: string): Promise<boolean> {
    const document = await this.#read(path, this.#paths);
    this.#disk.delete(path);
    const known = this.#projects.get(path);
    if (document?.text === known?.document.text) return false;
    const others = [...this.#projects].filter(([other]) => other !== path);
    this.#setProjects(new Map(document === undefined ? others : [...others, [path, makeProjectFile(document)]]));
    return true;
  }

  /** Reads a file again, of which the disk may have another text now, or none. Tells whether anything changed. */
  async reload(path: string): Promise<boolean> {
    if (isProject(path)) return this.#reloadProject(path);
    if (!path.endsWith('.tsk')) return this.#schemas.forget(path);
    const before = this.#disk.get(path);
    const wasAbsent = this.#absent.delete(path);
    const after = await this.#read(path, this.#paths);
    if (after === before && !wasAbsent) return false;
    const root = this.#paths.rootOf(path);
    const listed = new Set(this.#listed);
    if (after === undefined) listed.delete(path);
    else if (root !== undefined && path.endsWith('.tsk') && (before === undefined || listed.has(path))) {
      if (await this.#isListed(path, root.uri, root.prefix)) listed.add(path);
    }
    this.#listed = listed;
    this.#grouping = undefined;
    return after !== before;
  }

  /** Whether a new file is one that a scan would find. */
  async #isListed(path: string, root: string, prefix: string): Promise<boolean> {
    if (this.#listed.has(path)) return true;
    return (await scanFolder(this.#files, root)).includes(path.slice(prefix.length));
  }

  async #read(path: string, paths: Paths): Promise<SourceDocument | undefined> {
    const uri = paths.uriOf(path);
    const text = await this.#readText(path, paths);
    if (paths !== this.#paths) return undefined;
    const known = this.#disk.get(path);
    if (text === undefined) {
      this.#disk.delete(path);
      return undefined;
    }
    if (known?.text === text) return known;
    const made = makeDocument({ uri, path, version: undefined, encoding: this.#encoding }, text);
    this.#disk.set(path, made);
    return made;
  }

  async #readText(path: string, paths: Paths): Promise<string | undefined> {
    const root = this.#readableRoot(path, paths);
    return root === undefined ? undefined : await this.#files.readText(paths.uriOf(path), root);
  }

  /** Loads the files that a configuration includes and that are not known yet. Tells whether there is anything new. */
  async loadMissing(configuration: Configuration): Promise<boolean> {
    const schemas = this.#schemas.missingOf(configuration, this.#projects.size > 0);
    await this.#schemas.load(schemas);
    const wanted = this.#missingFiles(configuration);
    if (wanted.length === 0) return schemas.length > 0;
    const loaded = await Promise.all(wanted.map((path) => this.#read(path, this.#paths)));
    for (const path of wanted) this.#absent.add(path);
    this.#grouping = undefined;
    return loaded.some((document) => document !== undefined);
  }

  /** Whether there are files that a configuration needs, and nobody has tried to read. */
  lacks(configuration: Configuration): boolean {
    if (this.#missingFiles(configuration).length > 0) return true;
    return this.#schemas.missingOf(configuration, this.#projects.size > 0).length > 0;
  }

  #missingFiles({ analysis }: Configuration): readonly string[] {
    return analysis.missing.map(({ path }) => path).filter((path) => !this.#absent.has(path));
  }

  #groups(): Grouping {
    const find = this.findByPath;
    const isInside = (path: string): boolean => this.#paths.rootOf(path) !== undefined;
    // Patterns of files to ignore are for those that nobody asks about: an open file is looked at.
    const counts = (path: string): boolean => {
      const settings = this.#settings(path);
      return settings === undefined || !isIgnored(settings);
    };
    this.#grouping ??= makeGrouping(
      [...new Set([...this.#listed.values().filter(counts), ...this.#open.keys().filter(isInside)])].toSorted(),
      [...this.#open.keys().filter((path) => !isInside(path))],
      find,
      resolvePath,
    );
    return this.#grouping;
  }

  /** The path that includes of a file must not lead out of. */
  #rootPathOf(file: string): string {
    return this.#paths.rootOf(file)?.prefix.slice(0, -1) ?? folderOf(file);
  }

  /**
   * The folder within which a file may be read: its workspace folder. Where the editor has opened files and no folder at all, the
   * folder of an open file stands for one.
   */
  #readableRoot(path: string, paths: Paths): string | undefined {
    const root = paths.rootOf(path);
    if (root !== undefined || paths.roots.length > 0) return root?.uri;
    const folder = this.#open
      .keys()
      .map(folderOf)
      .find((open) => open.startsWith('file://') && path.startsWith(`${open}/`));
    return folder === undefined ? undefined : paths.uriOf(folder);
  }
}

function isProject(path: string): boolean {
  return path === projectFileName || path.endsWith(`/${projectFileName}`);
}
