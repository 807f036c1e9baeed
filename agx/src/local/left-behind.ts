/**
 * Directories of `agx run --local` whose agx was killed before it could remove them. The owner of a directory is
 * written in it: pid, the moment that process started, and the pid namespace in which both count, so that neither a
 * pid given to somebody else nor a container that shares /tmp is mistaken. What has no such note is not ours to remove.
 */
import { spawnSync } from 'node:child_process'
import { lstatSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const noteName = 'owner'
const ownName = /^agenix-[A-Za-z0-9]{6}$/

/** Writes down whose this directory is. Where that cannot be written, the directory is simply never swept. */
export function noteOwner(directory: string): void {
  const started = startOf(process.pid)
  if (started === undefined) return
  const note = `${process.pid}\n${pidNamespace()}\n${started}\n`
  attempt(() => writeFileSync(join(directory, noteName), note, { mode: 0o600 }))
}

/** Removes from `base` the directories of this user whose owner is gone. */
export function sweepLeftBehind(base: string): void {
  const names = attempt(() => readdirSync(base)) ?? []
  for (const name of names.filter((each) => ownName.test(each))) {
    const path = join(base, name)
    attempt(() => {
      if (isOurs(path) && ownerIsGone(path)) rmSync(path, { recursive: true, force: true })
    })
  }
}

/** Sweeping is a courtesy: what fails now, another sweep may have done, or the next one does. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}

function isOurs(path: string): boolean {
  const kind = lstatSync(path, { throwIfNoEntry: false })
  return kind?.isDirectory() === true && kind.uid === process.getuid?.()
}

function ownerIsGone(directory: string): boolean {
  const [pid = '', namespace, started = ''] = readOrEmpty(join(directory, noteName)).split('\n')
  if (!/^\d+$/.test(pid) || started === '' || namespace !== pidNamespace()) return false
  return startOf(Number(pid)) !== started
}

/** When the process started, in whatever unit the system counts; `undefined` where there is no such process. */
function startOf(pid: number): string | undefined {
  if (process.platform === 'linux') {
    const stat = readOrEmpty(`/proc/${pid}/stat`)
    // The name in parentheses may hold anything; after it, state is field 3 and starttime is field 22 (proc(5)).
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[22 - 3]
  }
  const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' })
  return stdout?.trim() || undefined
}

function pidNamespace(): string {
  return attempt(() => readlinkSync('/proc/self/ns/pid')) ?? ''
}

function readOrEmpty(path: string): string {
  return attempt(() => readFileSync(path, 'utf8')) ?? ''
}
