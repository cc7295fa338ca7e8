/** Lengths of sessions that the facet tells apart, as `dur:` values: they follow each other without hole or overlap. */
export const DURATION_STEPS = ['<1m', '1m..10m', '10m..1h', '1h..8h', '8h..24h', '>=24h'] as const

const LIMITS_MS = [60_000, 600_000, 3_600_000, 28_800_000, 86_400_000] as const

/** Index into DURATION_STEPS, and one more where nothing can be said. */
export function durationStep(ms: number): number {
  if (Number.isNaN(ms)) return DURATION_STEPS.length
  let step = 0
  while (step < LIMITS_MS.length && ms >= LIMITS_MS[step]!) step++
  return step
}
