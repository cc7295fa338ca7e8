export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** `10.3 (9.8 to 11.0)`: median and range; the median alone where there is but one value. */
export function spread(values: readonly number[], digits = 1): string {
  const middle = median(values).toFixed(digits)
  if (values.length < 2) return middle
  return `${middle} (${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)})`
}

/** The value that 95 in 100 do not exceed. */
export function p95(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN
}
