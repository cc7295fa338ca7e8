/** Bytes of a file of this machine: a stored entry of an archive, read where it lies. */
export interface FilePart {
  readonly path: string
  readonly from: number
  readonly size: number
}

/** Where a source lies: the path of a file, or a part of one. */
export type FileSpot = string | FilePart
