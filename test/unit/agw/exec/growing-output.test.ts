/** When the room of an output is given back, and when its task must be stopped. The files are sparse: they cost nothing. */
import { truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { GrowingOutput } from '../../../../agw/dist/exec/growing-output.js'

const mebibyte = 2 ** 20

function makeOutput(directory: string, reader: number | null, punch: (from: number, length: number) => void) {
  const path = join(directory, 'out')
  writeFileSync(path, '')
  const bounds = { cap: 4 * mebibyte, reader, mostBytes: 1_000 * mebibyte }
  const output = new GrowingOutput(path, bounds, async (_path, from, length) => punch(from, length))
  const grow = (mebibytes: number): string | null => {
    truncateSync(path, mebibytes * mebibyte)
    return output.fault(output.look())
  }
  return { output, grow }
}

t.test('what lies between head and tail goes, in steps', async (t) => {
  const holes: number[][] = []
  const { output, grow } = makeOutput(t.testdir(), null, (from, length) => holes.push([from, length]))
  t.equal(grow(20), null)
  t.same(holes, [], 'not worth it yet')
  grow(100)
  await Promise.resolve()
  grow(110)
  await Promise.resolve()
  grow(200)
  t.same(holes, [
    [2 * mebibyte, 95 * mebibyte],
    [97 * mebibyte, 100 * mebibyte],
  ])
  t.same(output.hole, { from: 2 * mebibyte, to: 197 * mebibyte })
  t.equal(grow(50_000), null, 'it may write on')
})

t.test('where no room can be given back, it is stopped before it fills the disk', async (t) => {
  const { grow } = makeOutput(t.testdir(), null, () => {
    throw new Error('not supported')
  })
  t.equal(grow(60), null)
  await new Promise(setImmediate)
  t.equal(grow(64), null)
  t.match(grow(65), /^ passed 67108864 bytes.*4194304 bytes are kept. Raise limits.output_bytes/)
})

t.test('what is read later stays whole, up to what the operator allows', async (t) => {
  const { output, grow } = makeOutput(t.testdir(), 3, () => t.fail('it must stay whole'))
  t.equal(grow(1_000), null)
  t.equal(output.hole, null)
  t.match(grow(1_001), /^, which task 3 reads, passed 1048576000 bytes.*--max-spool/)
})
