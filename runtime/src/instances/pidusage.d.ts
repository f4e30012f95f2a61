/** The part of pidusage that is used; the package brings no types. */
declare module 'pidusage' {
  /** Use of one process. */
  export interface Status {
    /** Resident memory, in bytes. */
    readonly memory: number;
    /** User and system time since the process started, in milliseconds. */
    readonly ctime: number;
    /** Time since the process started, in milliseconds. */
    readonly elapsed: number;
  }

  /** The use of a process; rejects where it has gone. */
  function pidusage(pid: number): Promise<Status>;

  export = pidusage;
}
