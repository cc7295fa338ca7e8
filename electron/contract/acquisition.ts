/** How a copy of evidence came to be: kept beside it as JSON. */
export interface Acquisition {
  /** Where it comes from, as shown; never holds a secret. */
  readonly source: string
  readonly protocol: 'sftp' | 'https' | 'http' | 's3' | 'azure' | 'archive'
  /** Of the host key or certificate; null where there was none. */
  readonly fingerprint: string | null
  /** What the source said of it. Times are ISO 8601, UTC. */
  readonly told: {
    readonly size: number | null
    readonly modified: string | null
    readonly etag: string | null
  }
  readonly start: string
  readonly end: string
  readonly bytes: number
  readonly sha256: string
  /** Of Sojourn. */
  readonly version: string
  /** The case it was acquired for; null outside of a case. */
  readonly caseFile: string | null
  /** What happened on the way: resumed, started over. */
  readonly notes: readonly string[]
  /** Why it is not whole or not sound; null where it is. */
  readonly problem: string | null
}
