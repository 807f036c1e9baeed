/**
 * A disk of a few megabytes: a tmpfs of its own, which only root may mount. And the ballast that fills it, as a log of
 * another program would.
 */
import { spawnSync } from 'node:child_process'
import { closeSync, ftruncateSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type Connection, type Owner, temporaryDirectory } from '../harness/index.ts'

/** Why there is no small disk here; null: there is. */
export function whyNoSmallDisk(): string | null {
  if (process.getuid?.() !== 0) return 'needs root, to mount a small tmpfs'
  const folder = temporaryDirectory('disk')
  const mounted = mount(folder, 1)
  if (mounted !== '') return `a tmpfs cannot be mounted here: ${mounted}`
  unmount(folder)
  return null
}

export interface SmallDisk {
  readonly path: string
  readonly free: () => number
  /** Fills it up to so many bytes; may be called again to take what has become free. */
  fill(leaveBytes: number): void
  /** Gives back all that `fill` took. */
  empty(): void
}

export function makeSmallDisk(owner: Owner, mebibytes: number): SmallDisk {
  const path = temporaryDirectory('disk')
  const error = mount(path, mebibytes)
  if (error !== '') throw new Error(`no tmpfs: ${error}`)
  owner.teardown(() => unmount(path))
  const ballast = join(path, 'ballast')
  const free = (): number => {
    const { bavail, bsize } = statfsSync(path)
    return bavail * bsize
  }
  return {
    path,
    free,
    fill: (leaveBytes) => {
      const file = openSync(ballast, 'a')
      try {
        for (let left = free() - leaveBytes; left > 0; left = free() - leaveBytes) {
          writeSync(file, Buffer.alloc(Math.min(left, 1024 * 1024)))
        }
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      } finally {
        closeSync(file)
      }
    },
    empty: () => {
      const file = openSync(ballast, 'r+')
      ftruncateSync(file, 0)
      closeSync(file)
      rmSync(ballast)
    },
  }
}

/** AGQ makes its reserve in its first seconds; on these disks it has 4 MiB. Resolves when it is whole. */
export async function reserveIsMade(connection: Connection): Promise<void> {
  while (!/disk_reserve_bytes:4[0-9]{6}/.test((await connection.text('INFO', 'disk')) ?? '')) await delay(20)
}

function mount(path: string, mebibytes: number): string {
  const args = ['-t', 'tmpfs', '-o', `size=${mebibytes}m,mode=700`, 'tmpfs', path]
  const { status, stderr, error } = spawnSync('mount', args, { encoding: 'utf8' })
  return status === 0 ? '' : (error?.message ?? stderr.trim())
}

function unmount(path: string): void {
  spawnSync('umount', ['-l', path])
}
