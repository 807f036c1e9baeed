/** What a process costs the system at this moment, as the kernel counts it. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** Memory it holds in bytes: now, and at its highest since it began. */
export function memoryOf(pid: number): { readonly bytes: number; readonly peakBytes: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const kib = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1])
  return { bytes: kib('VmRSS') * 1_024, peakBytes: kib('VmHWM') * 1_024 }
}

/** Open descriptors, without files whose path has `except` in it. */
export function descriptorsOf(pid: number, except?: string): number {
  const open = readdirSync(`/proc/${pid}/fd`)
  if (except === undefined) return open.length
  return open.filter((descriptor) => !pathOf(`/proc/${pid}/fd/${descriptor}`).includes(except)).length
}

function pathOf(link: string): string {
  try {
    return readlinkSync(link)
  } catch {
    return '' // closed since
  }
}

export function mib(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`
}
