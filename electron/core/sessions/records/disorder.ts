/** Records of one moment are written out of order by up to this much (sessions.md 5.2). */
export const DISORDER_MS = 2000
/** The same in ticks of 100 ns. */
export const DISORDER_TICKS = 20_000_000n
