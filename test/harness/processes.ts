/**
 * Whether a process still runs, as the system sees it: one that has ended but was not collected by its parent yet
 * does not count.
 */
import { readdirSync, readFileSync } from 'node:fs'

export function isRunning(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const state = stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3)
    return state !== 'Z' && state !== 'X'
  } catch {
    return false
  }
}

/**
 * The number outside of a task's process that calls itself `inside` (in a PID namespace of its own, or not), started
 * by the worker of this pid. Throws when there is none.
 */
export function outsidePid(worker: number, inside: number): number {
  for (const name of readdirSync('/proc')) {
    const status = /^\d+$/.test(name) ? readStatus(name) : ''
    const numbers = /^NSpid:\s*(.*)$/m.exec(status)?.[1]?.split(/\s+/) ?? []
    if (Number(numbers.at(-1)) === inside && descends(Number(name), worker)) return Number(name)
  }
  throw new Error(`no process ${inside} of the worker ${worker}`)
}

function descends(pid: number, from: number): boolean {
  for (let at = pid; at > 1; at = Number(/^PPid:\s*(\d+)$/m.exec(readStatus(String(at)))?.[1] ?? 0)) {
    if (at === from) return true
  }
  return false
}

function readStatus(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'latin1')
  } catch {
    return ''
  }
}

/** Ends what a test left on purpose. */
export function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // it has ended by itself
  }
}
