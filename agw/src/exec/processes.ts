/**
 * Reading /proc: who lives, whose child, in which group and session, and whether it carries a mark in its
 * environment. Synchronous and a few milliseconds long for hundreds of processes, so it is for the rare paths
 * (kills, boot) alone. Only reads; a process that vanishes meanwhile is simply not there.
 */
import { closeSync, openSync, readdirSync, readFileSync, readlinkSync, readSync } from 'node:fs'
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

/**
 * Whether a process of one thread has one living child and no other, asked again and again: the files of /proc stay
 * open, as opening them is most of the price.
 */
export class OnlyChild {
  readonly #children: number
  readonly #stat: number
  readonly #expected: string

  constructor(pid: number, child: number) {
    this.#expected = String(child)
    this.#children = openSync(`/proc/${pid}/task/${pid}/children`, 'r')
    this.#stat = openSync(`/proc/${child}/stat`, 'r')
  }

  /** False also where it cannot be told: who must know looks closer. */
  isAlone(): boolean {
    return readAgain(this.#children).trim() === this.#expected && isLife(readAgain(this.#stat))
  }

  close(): void {
    closeSync(this.#children)
    closeSync(this.#stat)
  }
}

const lineBuffer = Buffer.alloc(512)

function readAgain(file: number): string {
  try {
    return lineBuffer.toString('latin1', 0, readSync(file, lineBuffer, 0, lineBuffer.length, 0))
  } catch {
    return ''
  }
}

function isLife(stat: string): boolean {
  const state = stat.at(stat.lastIndexOf(')') + 2) ?? ''
  return stat !== '' && state !== 'Z' && state !== 'X'
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
