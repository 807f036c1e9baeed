/** The few numbers a benchmark needs from many. */

/** The value below which `fraction` of the samples lie (nearest rank). */
export function percentile(samples: readonly number[], fraction: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  const index = Math.min(sorted.length - 1, Math.max(0, Math.ceil(fraction * sorted.length) - 1))
  return sorted[index] ?? Number.NaN
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5)
}

/** `12.3k` for people. */
export function perSecond(value: number): string {
  return value >= 10_000 ? `${(value / 1_000).toFixed(1)}k/s` : `${Math.round(value)}/s`
}
