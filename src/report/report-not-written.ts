const REMEDIES: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full: free some space or name another folder with --out',
  EDQUOT: 'the disk quota is used up: free some space or name another folder with --out',
  EACCES: 'permission is denied: make it writable or name another folder with --out',
  EPERM: 'the operation is not permitted: make it writable or name another folder with --out',
  EROFS: 'the file system is read-only: name another folder with --out',
  ENOTDIR: 'a part of its path is a file: name another folder with --out',
  EEXIST: 'a file is in the place of the folder: name another folder with --out',
  EISDIR: 'a folder has its name: remove it or name another folder with --out',
};

/** A file of the report could not be written, so that the run has no result. The cause is the system's error. */
export class ReportNotWritten extends Error {
  override readonly name = 'ReportNotWritten';
  /** The file or folder that could not be written. */
  readonly file: string;

  constructor(file: string, cause: unknown) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
    const remedy = code === undefined ? undefined : REMEDIES[code];
    const reason = remedy ?? (cause instanceof Error ? cause.message : String(cause));
    super(`${file} could not be written: ${reason}${remedy === undefined ? '' : ` (${code ?? ''})`}`, { cause });
    this.file = file;
  }
}
