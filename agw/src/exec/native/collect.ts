/**
 * Collects processes that have ended: one signal of the system (SIGCHLD) may stand for many of them, and some of this
 * process's children are Node's, so each awaited pid is asked for by itself. Nobody else may wait for these pids.
 */
import { constants } from 'node:os'
import { libc, opaque } from './libc.ts'

/** How a process ended, one of the two is not null, and what it used, its own collected children included. */
export interface Ended {
  readonly code: number | null
  readonly signal: string | null
  readonly cpuMs: number
}

const noHang = 1
const longestMs = 2 ** 31 - 1
const signalNames = new Map(Object.entries(constants.signals).map(([name, number]) => [number, name]))

const awaited = new Map<number, (ended: Ended) => void>()
/** Listening for a signal does not keep Node going; waiting for a process should. */
let keepsGoing: NodeJS.Timeout | null = null

/** Calls back once, in a later turn, when the process has ended. */
export function whenEnded(pid: number, callback: (ended: Ended) => void): void {
  if (keepsGoing === null) {
    keepsGoing = setInterval(() => {}, longestMs)
    process.on('SIGCHLD', collectAll)
  } else if (awaited.size === 0) keepsGoing.ref()
  awaited.set(pid, callback)
  // It may have ended before anybody listened for it.
  setImmediate(() => collectOne(pid))
}

function collectAll(): void {
  for (const pid of [...awaited.keys()]) collectOne(pid)
}

function collectOne(pid: number): void {
  const callback = awaited.get(pid)
  const ended = callback === undefined ? null : collect(pid)
  if (callback === undefined || ended === null) return
  awaited.delete(pid)
  if (awaited.size === 0) keepsGoing?.unref()
  callback(ended)
}

const usage = opaque()

function collect(pid: number): Ended | null {
  const status: [number] = [0]
  const collected = libc.wait4(pid, status, noHang, usage)
  if (collected === 0) return null
  // Somebody else took its status: it is gone, and how nobody knows.
  if (collected !== pid) return { code: null, signal: 'SIGKILL', cpuMs: 0 }
  return { ...readStatus(status[0]), cpuMs: timeMs(0) + timeMs(16) }
}

function readStatus(status: number): Pick<Ended, 'code' | 'signal'> {
  const number = status & 0x7f
  if (number === 0) return { code: (status >> 8) & 0xff, signal: null }
  return { code: null, signal: signalNames.get(number) ?? `SIG${number}` }
}

/** A `struct timeval` of 64-bit words inside the usage. */
function timeMs(at: number): number {
  return Number(usage.readBigInt64LE(at)) * 1_000 + Number(usage.readBigInt64LE(at + 8)) / 1_000
}
