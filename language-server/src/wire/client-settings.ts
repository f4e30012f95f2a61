import {
  type ClientCapabilities,
  type Connection,
  DidChangeConfigurationNotification,
  MessageType,
  ShowMessageNotification,
  type ShowMessageParams,
} from 'vscode-languageserver';
import { readSettings } from '../settings/read-settings.ts';
import { defaultSettings, type ServerSettings } from '../settings/server-settings.ts';

/** The settings of the client as they are now. */
export class ClientSettings {
  readonly #connection: Connection;
  readonly #client: ClientCapabilities;
  #current: ServerSettings = defaultSettings;
  readonly #explained = new Set<string>();

  constructor(connection: Connection, client: ClientCapabilities) {
    this.#connection = connection;
    this.#client = client;
  }

  get current(): ServerSettings {
    return this.#current;
  }

  /** Takes over a section `tsk`. Of what is wrong with it the user is told, once. */
  take(section: unknown): void {
    const { settings, problems } = readSettings(section);
    this.#current = settings;
    for (const problem of problems) {
      if (this.#explained.has(problem)) continue;
      this.#explained.add(problem);
      // The connection's own method asks for an answer, which nobody needs.
      const params: ShowMessageParams = { type: MessageType.Warning, message: problem };
      this.#connection.sendNotification(ShowMessageNotification.type, params).catch(() => undefined);
    }
  }

  /** Asks the client for the section, where it can be asked; otherwise takes what it sent. */
  async update(sent?: unknown): Promise<void> {
    if (this.#client.workspace?.configuration === true) {
      this.take(await this.#connection.workspace.getConfiguration('tsk'));
    } else if (sent !== undefined) {
      this.take(sectionOf(sent));
    }
  }

  /** Asks to be told when the section changes. */
  async watch(): Promise<void> {
    if (this.#client.workspace?.didChangeConfiguration?.dynamicRegistration !== true) return;
    await this.#connection.client.register(DidChangeConfigurationNotification.type, { section: 'tsk' });
  }
}

/** Some clients send the section, others an object that has it. */
function sectionOf(sent: unknown): unknown {
  return typeof sent === 'object' && sent !== null && 'tsk' in sent ? sent.tsk : sent;
}
