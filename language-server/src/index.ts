export type { Feature, RequestContext, RequestHandler } from './feature.ts';
export { features } from './features/index.ts';
export { type ServerPorts, startServer } from './server.ts';
export { defaultSettings, type ServerSettings } from './settings/server-settings.ts';
export { version } from './version.ts';
export type { FileSystem, FolderEntry } from './workspace/file-system.ts';
export type { SourceDocument } from './workspace/source-document.ts';
export type { Configuration, Workspace } from './workspace/workspace.ts';
