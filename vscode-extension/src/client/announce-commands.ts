import type { ClientCapabilities, StaticFeature } from 'vscode-languageclient';

/** The commands of the server that the extension has itself, with a picture, a page or a list where the server gives data. */
const ownCommands: readonly string[] = Object.freeze([
  'tsk.preview',
  'tsk.plan',
  'tsk.explain',
  'tsk.checkWorkspace',
  'tsk.fixAll',
  'tsk.showReferences',
]);

/** Tells the server which commands not to announce. */
export const announceCommands: StaticFeature = {
  fillClientCapabilities: (capabilities: ClientCapabilities) => {
    capabilities.experimental = { ...Object(capabilities.experimental), tsk: { commands: ownCommands } };
  },
  initialize: () => undefined,
  getState: () => ({ kind: 'static' }),
  clear: () => undefined,
};
