/** Gives the room of a part of a file back to the disk. Its length and every other byte stay; the part reads as zeros. */
import { open } from 'node:fs/promises'
import { libc } from './native/libc.ts'

/** FALLOC_FL_PUNCH_HOLE with FALLOC_FL_KEEP_SIZE, which it needs. */
const punchMode = 0x02 | 0x01

/** Rejects where the file system cannot do it. Whoever appends to the file meanwhile is not disturbed. */
export async function punchHole(path: string, offset: number, length: number): Promise<void> {
  const file = await open(path, 'r+')
  try {
    const result = await libc.fallocate(file.fd, punchMode, offset, length)
    if (result !== 0) throw new Error(`no hole can be made in ${path}`)
  } finally {
    await file.close()
  }
}
