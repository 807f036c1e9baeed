/**
 * A disk whose power can be cut: ext4 on a file, through a loop device. The cut is ext4's own shutdown call without a
 * flush of its journal: from that moment nothing more reaches the device, and what was only in memory is gone; the next
 * mount replays the journal. What the file system had handed to the device stays, synced or not, as on a disk without a
 * cache of its own. So this shows what AGQ asked the system to keep, not whether a disk keeps its word.
 */
import { execFile, execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Owner, temporaryDirectory } from '../../harness/index.ts'

const run = promisify(execFile)

const DISK_BYTES = 512 * 1024 * 1024

/** EXT4_IOC_SHUTDOWN with EXT4_GOING_FLAGS_NOLOGFLUSH, on the folder that is given. */
const cutPython = `
import fcntl, os, struct, sys
fcntl.ioctl(os.open(sys.argv[1], os.O_RDONLY), 0x8004587d, struct.pack('I', 2))
`

export interface Disk {
  /** Where it is mounted. */
  readonly folder: string
  /** Whoever writes or syncs after this gets EIO. */
  cutPower(): Promise<void>
  /** After a cut, once nobody has a file open: what is on the disk is there again. */
  powerUp(): Promise<void>
}

export async function makeDisk(owner: Owner): Promise<Disk> {
  const home = temporaryDirectory('powercut')
  const image = join(home, 'image')
  const folder = join(home, 'disk')
  mkdirSync(folder)
  writeFileSync(image, '')
  truncateSync(image, DISK_BYTES)
  await run('mkfs.ext4', ['-q', '-F', image])
  const mount = (): Promise<unknown> => run('mount', ['-o', 'loop', image, folder])
  await mount()
  owner.teardown(async () => {
    await run('umount', ['--lazy', folder]).catch(() => undefined)
    rmSync(home, { recursive: true, force: true })
  })
  return {
    folder,
    cutPower: async () => {
      await run('/usr/bin/python3', ['-c', cutPython, folder])
    },
    powerUp: async () => {
      await run('umount', [folder])
      await mount()
    },
  }
}

/** Why power cannot be cut here; null where it can. */
export function whyNotHere(): string | null {
  if (process.getuid?.() !== 0) return 'mounting a disk of our own takes root'
  const home = temporaryDirectory('powercut-probe')
  const script = `truncate -s 16M "$1/image" && mkfs.ext4 -q -F "$1/image" && mkdir "$1/disk" &&
    mount -o loop "$1/image" "$1/disk" && /usr/bin/python3 -c "$2" "$1/disk" && umount "$1/disk"`
  try {
    execFileSync('unshare', ['--mount', 'sh', '-c', script, 'probe', home, cutPython], {
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
      timeout: 20_000,
    })
    return null
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim().split('\n').at(-1)
    return `ext4 on a loop device cannot be mounted or shut down here (${said || String(error)})`
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}
