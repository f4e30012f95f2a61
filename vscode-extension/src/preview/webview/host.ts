import { type FromPage, isToPage, protocolVersion, type ToPage } from '../protocol.ts';
import { readState, type ViewState } from '../view-state.ts';

/** What VS Code gives a page, once. */
interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The extension, as the page sees it. */
export interface Host {
  readonly send: (message: FromPage) => void;
  readonly listen: (take: (message: ToPage) => void) => void;
  /** Keeps a state over a reload of the page. */
  readonly keep: (state: ViewState) => void;
  readonly kept: () => ViewState | undefined;
}

/** Connects the page with the extension. */
export function connectHost(): Host {
  const api = acquireVsCodeApi();
  return {
    send: (message) => api.postMessage({ ...message, version: protocolVersion }),
    listen: (take) =>
      window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        if (isToPage(data)) take(data);
      }),
    keep: (state) => api.setState(state),
    kept: () => readState(api.getState()),
  };
}
