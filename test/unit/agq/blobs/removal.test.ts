/**
 * Blobs are taken away while the same bytes are brought in: a row never stays without its file, a file that nobody
 * names does not stay for ever, and while somebody copies them nothing goes.
 */
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sha256Hex } from '@agenix/specs'
import fc from 'fast-check'
import t, { type Test } from 'tap'
import { Blobs } from '../../../../agq/dist/blobs/blobs.js'

const CONTENTS = ['one', 'two', 'three'].map((text) => Buffer.from(text))

async function openBlobs(t: Test): Promise<{ root: string; blobs: Blobs; pathOf(sha256: string): string }> {
  const folder = await mkdtemp(join(tmpdir(), 'agq-blobs-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const root = join(folder, 'blobs')
  const pathOf = (sha256: string): string => join(root, sha256.slice(0, 2), sha256)
  return { root, blobs: await Blobs.open(root), pathOf }
}

/** What the database is to the blobs: rows that come with a record and go with a sweep, each some turns later. */
class Table {
  readonly rows = new Set<string>()
  async turns(count: number): Promise<void> {
    for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve))
  }
}

t.test('uploads and removals of the same bytes, in every order', async (t) => {
  const { blobs, pathOf, root } = await openBlobs(t)
  const table = new Table()
  const act = fc.record({
    what: fc.constantFrom('put', 'upload', 'sweep', 'strays'),
    content: fc.constantFrom(...CONTENTS),
    start: fc.integer({ min: 0, max: 12 }),
    lag: fc.integer({ min: 0, max: 12 }),
  })
  let uploads = 0
  const record = async (sha256: string, lag: number): Promise<void> => {
    await table.turns(lag)
    table.rows.add(sha256)
    blobs.release(sha256)
  }
  const perform = async ({ what, content, start, lag }: Act): Promise<void> => {
    await table.turns(start)
    const sha256 = sha256Hex(content)
    if (what === 'put') return record((await blobs.put(content)).sha256, lag)
    if (what === 'upload') {
      const upload = `u${uploads++}`
      await blobs.append('key', upload, content)
      return record((await blobs.commit('key', upload, sha256)).sha256, lag)
    }
    if (what === 'sweep') {
      if (!table.rows.delete(sha256)) return
      await blobs.remove([sha256])
      return
    }
    const known = async (names: readonly string[]): Promise<readonly string[]> => {
      await table.turns(lag)
      return names.filter((name) => table.rows.has(name))
    }
    await blobs.removeStrays(sha256.slice(0, 2), known)
  }
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 2, maxLength: 12 }), async (acts) => {
      await Promise.all(acts.map((each) => perform(each)))
      for (const sha256 of CONTENTS.map((content) => sha256Hex(content))) {
        if (table.rows.has(sha256) && !existsSync(pathOf(sha256))) throw new Error('a row without its file')
        await blobs.removeStrays(sha256.slice(0, 2), async (names) =>
          names.filter((name) => table.rows.has(name)),
        )
        if (!table.rows.has(sha256) && existsSync(pathOf(sha256))) throw new Error('a file without a row')
      }
    }),
    { numRuns: Number(process.env.ROUNDS ?? 150) },
  )
  t.same(await readdir(join(root, 'new')), [], 'nothing unfinished is left')
})

t.test(
  'who asked before the bytes came in again removes nothing, though another asks meanwhile',
  async (t) => {
    const { blobs, pathOf } = await openBlobs(t)
    const { sha256 } = await blobs.put(Buffer.from('again'))
    blobs.release(sha256)
    const folder = sha256.slice(0, 2)
    const [early, late] = [
      Promise.withResolvers<readonly string[]>(),
      Promise.withResolvers<readonly string[]>(),
    ]
    const asked = Promise.withResolvers<void>()
    const first = blobs.removeStrays(folder, () => {
      asked.resolve()
      return early.promise
    })
    await asked.promise
    await blobs.put(Buffer.from('again'))
    blobs.release(sha256)
    const askedLate = Promise.withResolvers<void>()
    const second = blobs.removeStrays(folder, () => {
      askedLate.resolve()
      return late.promise
    })
    await askedLate.promise
    early.resolve([])
    t.equal(await first, 0)
    late.resolve([sha256])
    t.equal(await second, 0)
    t.ok(existsSync(pathOf(sha256)), 'its row is there, and so is its file')
  },
)

interface Act {
  readonly what: string
  readonly content: Buffer
  readonly start: number
  readonly lag: number
}

t.test(
  'while somebody holds them nothing goes, and then it goes, unless it was brought in again',
  async (t) => {
    const { blobs, pathOf } = await openBlobs(t)
    const [one, two] = await Promise.all(CONTENTS.slice(0, 2).map((content) => blobs.put(content)))
    if (one === undefined || two === undefined) throw new Error('not stored')
    blobs.release(one.sha256)
    blobs.release(two.sha256)
    const first = blobs.hold()
    const second = blobs.hold()
    const removed = blobs.remove([one.sha256, two.sha256])
    first()
    first()
    await blobs.put(CONTENTS[0] ?? Buffer.alloc(0))
    blobs.release(one.sha256)
    t.ok(blobs.isHeld)
    t.ok(existsSync(pathOf(two.sha256)), 'held')
    second()
    t.equal(await removed, 1)
    t.ok(existsSync(pathOf(one.sha256)), 'it came again while its removal waited')
    t.notOk(existsSync(pathOf(two.sha256)))
  },
)

t.test('what a crash left is found; what is no blob is left alone', async (t) => {
  const { blobs, pathOf, root } = await openBlobs(t)
  const stray = sha256Hex('stray')
  const folder = stray.slice(0, 2)
  await writeFile(pathOf(stray), 'stray')
  await writeFile(join(root, folder, 'notes.txt'), 'mine')
  t.equal(await blobs.removeStrays(folder, async () => [stray]), 0, 'it is known')
  t.equal(await blobs.removeStrays(folder, async () => []), 1)
  t.same(await readdir(join(root, folder)), ['notes.txt'])
})

t.test('who ends does not wait for a hold', async (t) => {
  const { blobs, pathOf } = await openBlobs(t)
  const { sha256 } = await blobs.put(Buffer.from('x'))
  blobs.release(sha256)
  blobs.hold()
  const removed = blobs.remove([sha256])
  blobs.stopRemoving()
  t.equal(await removed, 0)
  t.ok(existsSync(pathOf(sha256)))
})

t.test('who holds them waits for rows that are going already', async (t) => {
  const { blobs } = await openBlobs(t)
  const rows = Promise.withResolvers<void>()
  const gone = blobs.removeRows(() => rows.promise)
  blobs.hold()
  let quiet = false
  const waited = blobs.quiet().then(() => {
    quiet = true
  })
  await new Promise((resolve) => setImmediate(resolve))
  t.notOk(quiet)
  rows.resolve()
  await Promise.all([gone, waited])
  t.ok(quiet)
})
