declare const brand: unique symbol

/** Opaque handle of one opened file. Main hands it out; the renderer never sees a file handle. */
export type SourceId = string & { readonly [brand]: 'SourceId' }
/** Names one answer of the engine to one query; later calls page through it. */
export type ResultId = number & { readonly [brand]: 'ResultId' }
/** 100 ns ticks since 1601-01-01 UTC. Exact; never converted to a JS number where a person reads it. */
export type FileTime = bigint
/** Milliseconds since 1970-01-01 UTC with sub-millisecond fraction: for drawing and sorting, never for evidence text. */
export type UnixMs = number
