/**
 * Reading /proc: who lives, whose child, in which group and session, and whether it carries a mark in its
 * environment. Synchronous and a few milliseconds long for hundreds of processes, so it is for the rare paths
 * (kills, boot) alone. Only reads; a process that vanishes meanwhile is simply not there.
 */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { markName } from './environment.ts'

/** One line of /proc/<pid>/stat, as far as it matters here. Zombies are not listed: they run no more. */
export interface ProcessInfo {
  readonly pid: number
  readonly parent: number
  readonly group: number
  readonly session: number
  /** What the kernel calls it; it may name itself anything. */
  readonly name: string
  /** Its controlling terminal; 0: none. */
  readonly terminal: number
}

/** Every living process except this one. */
export function listProcesses(): readonly ProcessInfo[] {
  return listPids().flatMap((pid) => {
    const info = readProcess(pid)
    return info === null ? [] : [info]
  })
}

/** The number of every process except this one, zombies too. */
export function listPids(): readonly number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid !== process.pid)
}

/** One process, or null when it is gone or a zombie. */
export function readProcess(pid: number): ProcessInfo | null {
  const stat = readOrEmpty(`/proc/${pid}/stat`)
  // The name in parentheses may hold anything, so the fields are counted from the last ')'.
  const [state, parent, group, session, terminal] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (state === undefined || state === '' || state === 'Z' || state === 'X') return null
  return {
    pid,
    parent: Number(parent),
    group: Number(group),
    session: Number(session),
    name: stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')')),
    terminal: Number(terminal),
  }
}

/** The children of a process, whichever of its threads made them. */
export function childrenOf(pid: number): readonly number[] {
  const threads = pid === 0 ? [] : listQuietly(`/proc/${pid}/task`)
  return threads.flatMap((thread) => {
    const list = readOrEmpty(`/proc/${pid}/task/${thread}/children`).trim()
    return list === '' ? [] : list.split(' ').map(Number)
  })
}

/** The worker mark in a process's environment, or null: it has none, or it may not be read (another user's). */
export function readMark(pid: number): string | null {
  const environment = readOrEmpty(`/proc/${pid}/environ`)
  const prefix = `${markName}=`
  const start = environment.startsWith(prefix) ? 0 : environment.indexOf(`\0${prefix}`) + 1
  if (start === 0 && !environment.startsWith(prefix)) return null
  const end = environment.indexOf('\0', start)
  return environment.slice(start + prefix.length, end === -1 ? undefined : end)
}

/** Where a link below /proc/<pid> leads, or null: it is gone, or not ours to read. */
export function readLink(pid: number, name: 'cwd' | 'fd/1' | 'fd/2'): string | null {
  try {
    return readlinkSync(`/proc/${pid}/${name}`)
  } catch {
    return null
  }
}

function listQuietly(path: string): readonly string[] {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return ''
  }
}
