/** A stream is copied once, from where the last copy stopped; another attempt is shown again only where it differs. */

import type { AgqClient } from '@agenix/agx/client'
import t from 'tap'
import { StreamCopy } from '../../../../agx/dist/follow/stream-copy.js'

/** What JOB.OUTPUT has, by attempt. */
function setUp(outputs: Record<number, string>) {
  const written: string[] = []
  const client = {
    output: async (
      _job: string,
      _task: number,
      _stream: string,
      range: { offset: number; limit: number; attempt?: number },
    ) => {
      const text = outputs[range.attempt ?? 1]
      return text === undefined ? null : Buffer.from(text).subarray(range.offset, range.offset + range.limit)
    },
  } as unknown as AgqClient
  const copy = new StreamCopy(
    client,
    { jobId: 'j', task: 1, stream: 'STDOUT', attempt: 1 },
    async (bytes) => {
      written.push(Buffer.from(bytes).toString())
    },
  )
  return { copy, written, outputs }
}

t.test('takes up where it stopped', async (t) => {
  const { copy, written, outputs } = setUp({ 1: 'one ' })
  await copy.pull()
  await copy.pull()
  outputs[1] = 'one two'
  await copy.pull()
  t.same(written, ['one ', 'two'])
})

t.test('another attempt that begins the same goes on', async (t) => {
  const { copy, written, outputs } = setUp({ 1: 'same ' })
  await copy.pull()
  outputs[2] = 'same more'
  t.equal(await copy.turnTo(2), true)
  await copy.pull()
  t.same(written, ['same ', 'more'])
})

t.test('another attempt that begins otherwise is written whole', async (t) => {
  const { copy, written, outputs } = setUp({ 1: 'first' })
  await copy.pull()
  outputs[2] = 'second'
  t.equal(await copy.turnTo(2), false)
  await copy.pull()
  t.same(written, ['first', 'second'])
})

t.test('no output yet is no output', async (t) => {
  const { copy, written } = setUp({})
  t.equal(await copy.pull(), 0)
  t.equal(await copy.turnTo(2), true)
  t.same(written, [])
})
