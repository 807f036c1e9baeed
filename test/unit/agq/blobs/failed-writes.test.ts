/** What a disk that is full or broken leaves behind: an error that says so, and nothing else. */
import { createHash } from 'node:crypto'
import { readdirSync, rmSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { Blobs } from '../../../../agq/dist/blobs/blobs.js'
import { cannotLimit, limitFileSize } from './file-size-limit.ts'
import { watchSyncs } from './sync-watch.ts'

const LIMIT = 4096
const small = Buffer.alloc(LIMIT / 2, 's')
const large = Buffer.alloc(LIMIT * 2, 'l')
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const openFiles = (): number => readdirSync('/proc/self/fd').length
const full = (what: string) => ({ code: 'FULL', message: new RegExp(`^the disk of AGQ is full: ${what}`) })
const roomy = (): boolean => false
const limited = { skip: cannotLimit }

t.test('a put on a full disk leaves no file, and works when there is room', limited, async (t) => {
  const root = t.testdir()
  const blobs = await Blobs.open(root)
  const lift = limitFileSize(process.pid, LIMIT)
  t.teardown(lift)
  const before = openFiles()
  await t.rejects(blobs.put(large), full('the bytes were not stored, send them again when there is room'))
  t.same(readdirSync(join(root, 'new')), [])
  t.equal(openFiles(), before)
  lift()
  t.equal((await blobs.put(large)).bytes, large.length)
})

t.test('an upload on a full disk is dropped whole, and may be sent again', limited, async (t) => {
  const root = t.testdir()
  const blobs = await Blobs.open(root)
  const lift = limitFileSize(process.pid, LIMIT)
  t.teardown(lift)
  const before = openFiles()
  t.equal(await blobs.append('k', 'up', small), small.length)
  const failed = blobs.append('k', 'up', large)
  const behind = blobs.append('k', 'up', small)
  const text = 'upload up was dropped, send it again when there is room'
  await Promise.all([t.rejects(failed, full(text)), t.rejects(behind, full(text))])
  t.same(readdirSync(join(root, 'new')), [])
  t.equal(openFiles(), before)
  await t.rejects(blobs.commit('k', 'up', hashOf(small)), /no upload up/)
  lift()
  t.equal(await blobs.append('k', 'up', large), large.length, 'from its first byte')
  t.same(await blobs.commit('k', 'up', hashOf(large)), { sha256: hashOf(large), bytes: large.length })
})

t.test('a commit sent right behind a piece that fails says why', limited, async (t) => {
  const root = t.testdir()
  const blobs = await Blobs.open(root)
  const lift = limitFileSize(process.pid, LIMIT)
  t.teardown(lift)
  const before = openFiles()
  const failed = blobs.append('k', 'up', large)
  const commit = blobs.commit('k', 'up', hashOf(large))
  await Promise.all([t.rejects(failed, full('upload up')), t.rejects(commit, full('upload up'))])
  t.same(readdirSync(join(root, 'new')), [])
  t.equal(openFiles(), before)
})

t.test('closing while an upload fails', limited, async (t) => {
  const blobs = await Blobs.open(t.testdir())
  const lift = limitFileSize(process.pid, LIMIT)
  t.teardown(lift)
  const before = openFiles()
  await blobs.append('k', 'fine', small)
  await blobs.append('k', 'full', small)
  const failed = t.rejects(blobs.append('k', 'full', large), full('upload full'))
  await t.resolves(blobs.close())
  await failed
  t.equal(openFiles(), before)
})

t.test('a sync that fails is told, and the bytes are gone', async (t) => {
  const root = t.testdir()
  let ends = 0
  const blobs = await Blobs.open(root, roomy, () => {
    ends += 1
  })
  const syncs = await watchSyncs(t)
  for (const failing of ['file', 'folder']) {
    for (const [code, words] of [
      ['EIO', 'failed (EIO)'],
      ['ENOSPC', 'is full'],
    ]) {
      syncs.before = (isFolder) => {
        if (isFolder === (failing === 'folder'))
          throw Object.assign(new Error('from the test'), { code, errno: -1 })
      }
      const message = (what: string) => ({ message: `the disk of AGQ ${words}: ${what}` })
      const again = code === 'EIO' ? 'again' : 'again when there is room'
      ends = 0
      await t.rejects(blobs.put(small), message(`the bytes were not stored, send them ${again}`))
      await blobs.append('k', 'up', small)
      const commit = blobs.commit('k', 'up', hashOf(small))
      await t.rejects(commit, message(`upload up was dropped, send it ${again}`))
      t.same(readdirSync(join(root, 'new')), [])
      const goesOn = failing === 'file' && code === 'ENOSPC'
      t.equal(ends === 0, goesOn, `${code} of a ${failing}: ${goesOn ? 'told' : 'the end of the server'}`)
    }
  }
  syncs.before = () => {}
  t.equal((await blobs.put(small)).bytes, small.length)
})

t.test('a write that the device refuses is the end of the server', async (t) => {
  const ends: string[] = []
  const blobs = await Blobs.open(t.testdir(), roomy, (error) => ends.push(error.message))
  const probe = await open('/', 'r')
  const prototype = Object.getPrototypeOf(probe) as { writeFile: FileHandle['writeFile'] }
  await probe.close()
  t.intercept(prototype, 'writeFile', {
    value: async () => {
      throw Object.assign(new Error('from the test'), { code: 'EIO', errno: -5 })
    },
  })
  await t.rejects(blobs.put(small), { message: /failed \(EIO\)/ })
  await t.rejects(blobs.append('k', 'up', small), { message: /failed \(EIO\)/ })
  t.same(ends, ['from the test', 'from the test'])
})

t.test('a place that is gone', async (t) => {
  const root = t.testdir()
  const blobs = await Blobs.open(root)
  rmSync(join(root, hashOf(small).slice(0, 2)), { recursive: true, force: true })
  await t.rejects(blobs.put(small), /the disk of AGQ failed \(ENOENT\)/)
  t.same(readdirSync(join(root, 'new')), [])
  rmSync(join(root, 'new'), { recursive: true })
  await t.rejects(blobs.append('k', 'up', small), /upload up was dropped/)
  await t.rejects(blobs.commit('k', 'up', hashOf(small)), /no upload up/)
})
