/** A blob that was acknowledged is found after a power cut: its name is synced, and every folder above it. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t from 'tap'
import { Blobs } from '../../../../agq/dist/blobs/blobs.js'
import { watchSyncs } from './sync-watch.ts'

const bytes = Buffer.from('the same')
const sha256 = createHash('sha256').update(bytes).digest('hex')
const targetIn = (root: string): string => join(root, sha256.slice(0, 2), sha256)

t.test('the folders are there, and synced, before the first blob', async (t) => {
  const dataDir = t.testdir()
  const root = join(dataDir, 'blobs')
  const syncs = await watchSyncs(t)
  const folders: number[] = []
  syncs.before = () => folders.push(readdirSync(root).length)
  await Blobs.open(root)
  t.ok(syncs.count(root) >= 1, 'the folder of the folders')
  t.ok(syncs.count(dataDir) >= 1, 'the data directory, which holds its name')
  t.ok(
    folders.every((count) => count === 257),
    'synced when all of them were made',
  )
  t.equal(statSync(join(root, 'ff')).mode & 0o777, 0o700)
  const { ino } = statSync(join(root, '00'))
  await Blobs.open(root)
  t.equal(statSync(join(root, '00')).ino, ino, 'what is there stays')
})

t.test('every answer follows a sync of the folder that holds the name', async (t) => {
  const root = t.testdir()
  const target = targetIn(root)
  const blobs = await Blobs.open(root)
  const syncs = await watchSyncs(t)
  syncs.before = (isFolder) => {
    if (isFolder) t.ok(existsSync(target), 'a folder is synced when the name is in it')
  }
  await Promise.all([blobs.put(bytes), blobs.put(bytes)])
  t.equal(syncs.count(dirname(target)), 2, 'neither of two at once trusts the other')
  await blobs.put(bytes)
  t.equal(syncs.count(dirname(target)), 3, 'nor does a later one')
  await blobs.append('k', 'up', bytes)
  await blobs.commit('k', 'up', sha256)
  t.equal(syncs.count(dirname(target)), 4, 'nor an upload')
  t.same(readdirSync(join(root, 'new')), [])
})

t.test('a name that a killed server left unsynced is synced before it is relied on', async (t) => {
  const root = t.testdir()
  await Blobs.open(root)
  const target = targetIn(root)
  const blobs = await Blobs.open(root)
  const syncs = await watchSyncs(t)
  if (!existsSync(dirname(target))) t.fail('the folder is made by open')
  else writeFileSync(target, bytes)
  await blobs.put(bytes)
  t.equal(syncs.count(dirname(target)), 1)
})
