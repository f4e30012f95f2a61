/** Time without any request after which a closing server takes an open connection for idle. */
const QUIET_MS = 100;

/** What is asked of a connection when its server closes. */
export interface Closable {
  readonly isIdle: boolean;
  /** Ends it after what was written. */
  end(): void;
  /** Cuts it, whatever is going on. */
  cut(): void;
}

/** The open client connections of a server. */
export class ClientConnections {
  readonly #open = new Set<Closable>();
  #onChange: (() => void) | undefined;

  add(connection: Closable): void {
    this.#open.add(connection);
  }

  remove(connection: Closable): void {
    this.#open.delete(connection);
    this.#onChange?.();
  }

  /** Something has come to its end on one of them. */
  changed(): void {
    this.#onChange?.();
  }

  /**
   * Waits until nothing is going on, a little longer for requests that are on their way on idle connections,
   * then ends those. After `timeoutMs` all are cut, whatever is going on.
   */
  async finish(timeoutMs: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const deadline = setTimeout(resolve, timeoutMs);
    let quiet: NodeJS.Timeout | undefined;
    this.#onChange = () => {
      clearTimeout(quiet);
      if (this.#open.size === 0) resolve();
      else if ([...this.#open].every(({ isIdle }) => isIdle)) quiet = setTimeout(resolve, QUIET_MS);
    };
    this.#onChange();
    await promise;
    clearTimeout(deadline);
    clearTimeout(quiet);
    this.#onChange = undefined;
    for (const connection of [...this.#open]) {
      if (connection.isIdle) connection.end();
      else connection.cut();
    }
  }
}
