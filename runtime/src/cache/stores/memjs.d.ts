/** The part of memjs that is used here; the package has no types. */
declare module 'memjs' {
  interface MemjsOptions {
    readonly retries?: number;
    /** Seconds. */
    readonly timeout?: number;
    readonly conntimeout?: number;
    readonly logger?: { log(...words: unknown[]): void };
    readonly keepAlive?: boolean;
  }

  export class Client {
    static create(servers: string, options?: MemjsOptions): Client;
    get(key: string): Promise<{ readonly value: Buffer | null }>;
    /** `expires` in seconds; above 30 days, seconds since the epoch. */
    set(key: string, value: Buffer, options: { readonly expires?: number }): Promise<boolean>;
    delete(key: string): Promise<boolean>;
    close(): void;
  }
}
