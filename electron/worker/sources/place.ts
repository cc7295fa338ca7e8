/** A place that holds files: an SSH host, a bucket, a web server, a folder of a share. Read only. */
export interface PlaceEntry {
  readonly name: string
  readonly path: string
  readonly kind: 'file' | 'folder'
  readonly size: number | null
  readonly modifiedMs: number | null
}

export interface PlaceFile {
  readonly size: number | null
  readonly modifiedMs: number | null
  readonly etag: string | null
  /** Whether reading can begin behind the start. */
  readonly ranges: boolean
  /** Bytes from `position` to the end, in order; each piece is valid until the next is asked for. @throws SourceProblem */
  read(position: number, signal: AbortSignal): AsyncIterable<Uint8Array>
}

export interface Place {
  readonly protocol: 'sftp' | 'https' | 'http' | 's3' | 'azure'
  /** As shown and recorded: never holds a secret. */
  readonly shown: string
  /** Of the host key or certificate, as `SHA256:...`; null where the protocol has none. */
  readonly fingerprint: string | null
  /** Entries of a folder. @throws SourceProblem */
  list(path: string, signal: AbortSignal): Promise<readonly PlaceEntry[]>
  /** @throws SourceProblem */
  open(path: string, signal: AbortSignal): Promise<PlaceFile>
  close(): Promise<void>
}
