/** What a user can set for the server, in the section `tsk` of the client's configuration. */
export interface ServerSettings {
  readonly completion: { readonly snippets: boolean };
  readonly inlayHints: {
    readonly resolvedValues: boolean;
    readonly units: boolean;
    readonly defaults: boolean;
    readonly heads: boolean;
  };
  readonly codeLens: { readonly preview: boolean; readonly references: boolean; readonly scale: boolean };
  readonly format: { readonly enabled: boolean; readonly indent: number | undefined };
  readonly diagnostics: { readonly enabled: boolean; readonly workspace: boolean };
  /** Where the pages of the diagnostic codes are: `<base>/TSK1001.md`. Without it a code has no link. */
  readonly documentationBaseUrl: string | undefined;
}

/** The settings of a client that says nothing. */
export const defaultSettings: ServerSettings = {
  completion: { snippets: true },
  inlayHints: { resolvedValues: true, units: true, defaults: false, heads: true },
  codeLens: { preview: true, references: true, scale: true },
  format: { enabled: true, indent: undefined },
  diagnostics: { enabled: true, workspace: true },
  documentationBaseUrl: undefined,
};
