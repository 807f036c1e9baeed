/** Durations, sizes and ages in the fewest characters a person needs. Rounded for reading, never for computing. */

/** `4 ms`, `0.52 s`, `12.3 s`, `4 min 05 s`, `2 h 10 min`. */
export function showDuration(ms: number): string {
  if (!Number.isFinite(ms) || ms < 0) return '?'
  if (ms < 99.5) return `${Math.round(ms)} ms`
  if (ms < 9_995) return `${(ms / 1000).toFixed(2)} s`
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 1_440) return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
  const hours = Math.round(minutes / 60)
  return `${Math.floor(hours / 24)} d ${hours % 24} h`
}

/** `0 B`, `812 B`, `1.2 KiB`, `3.4 MiB`: powers of 1024, three digits. */
export function showBytes(bytes: number): string {
  if (bytes < 1_024) return `${bytes} B`
  let value = bytes
  let unit = 0
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB']
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1_024
    unit += 1
  }
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`
}

/** How long ago: `just now`, `12 s ago`, `3 min ago`, `5 h ago`, `2 d ago`. */
export function showAge(at: string | null | undefined, nowMs: number): string {
  if (at === null || at === undefined) return ''
  const seconds = Math.round((nowMs - Date.parse(at)) / 1000)
  if (!Number.isFinite(seconds)) return ''
  if (seconds < 1) return 'just now'
  if (seconds < 60) return `${seconds} s ago`
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ago`
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h ago`
  return `${Math.floor(seconds / 86_400)} d ago`
}

/** `1 task`, `3 tasks`. */
export function showCount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
