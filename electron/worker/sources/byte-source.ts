/** Evidence as bytes at positions. Files today; archives and remote places fit the same shape. Nothing can be written. */
export interface ByteSource {
  readonly size: number
  /** When the content last changed, milliseconds; null if the source cannot tell. */
  readonly modifiedMs: number | null
  /** Reads up to `into.length` bytes from `position`; fewer only at the end. @throws what the source throws */
  read(into: Uint8Array, position: number): Promise<number>
  close(): Promise<void>
}
