/** Watches what a process syncs, and lets a sync fail: the one thing about a file that cannot be seen afterwards. */
import { fstatSync, statSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import type { Owner } from '../../../harness/index.ts'

export interface SyncWatch {
  /** How often the file or folder at `path` was synced to the end. */
  count(path: string): number
  /** Called before each sync; what it throws is how that sync fails. */
  before: (isFolder: boolean) => void
}

export async function watchSyncs(owner: Owner): Promise<SyncWatch> {
  const probe = await open('/', 'r')
  const prototype = Object.getPrototypeOf(probe) as { sync: (this: FileHandle) => Promise<void> }
  await probe.close()
  const original = prototype.sync
  const synced: number[] = []
  const watch: SyncWatch = {
    count: (path) => synced.filter((inode) => inode === statSync(path).ino).length,
    before: () => {},
  }
  prototype.sync = async function (this: FileHandle) {
    const stats = fstatSync(this.fd)
    watch.before(stats.isDirectory())
    await original.call(this)
    synced.push(stats.ino)
  }
  owner.teardown(() => {
    prototype.sync = original
  })
  return watch
}
