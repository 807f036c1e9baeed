/** What a worker reports at the end: shape, and numbers that fit each other. */
import assert from 'node:assert/strict'
import { type JobReport, readTaskReport, type StreamReport } from '@agenix/specs'
import fc from 'fast-check'
import t from 'tap'
import { report } from './arbitrary.ts'

t.test('property: a valid report is accepted as it is', async (t) => {
  fc.assert(
    fc.property(report, (value) => {
      const text = JSON.stringify(value)
      assert.deepEqual(readTaskReport(text, 'first'), { ok: true, value: JSON.parse(text), warnings: [] })
    }),
  )
  t.pass()
})

const empty: StreamReport = { bytes: 0, kept_bytes: 0, sha256: '0'.repeat(64), truncated: false }
const withStream = (stdout: Partial<StreamReport>, task_number = 1): JobReport => ({
  task_results: [
    {
      task_number,
      command: 'true',
      exit_code: 0,
      signal: null,
      timed_out: false,
      failure: null,
      started_at: '2026-01-31T09:30:00.000Z',
      duration_ms: 1,
      stdout: { ...empty, ...stdout },
      stderr: empty,
    },
  ],
})
const firstText = (value: object): string | undefined => {
  const read = readTaskReport(JSON.stringify(value), 'first')
  return read.ok ? undefined : read.problems[0].text
}

t.test('streams', async (t) => {
  const place = 'at /task_results/0/stdout'
  t.equal(firstText(withStream({})), undefined, 'an empty stream needs neither inline nor blob')
  t.equal(firstText(withStream({ bytes: 3, kept_bytes: 3, inline: 'YWJj' })), undefined)
  t.equal(firstText(withStream({ bytes: 9e9, kept_bytes: 8e9, blob: true, truncated: true })), undefined)
  const cut = { bytes: 9, kept_bytes: 3, inline: 'YWJj', truncated: true }
  t.equal(firstText(withStream({ ...cut, head_bytes: 2 })), undefined)
  t.equal(
    firstText(withStream({ ...cut, head_bytes: 4 })),
    `head_bytes must not be more than kept_bytes, got 4 of 3 ${place}`,
  )
  t.equal(
    firstText(withStream({ kept_bytes: 1, inline: 'YQ==' })),
    `kept_bytes must not be more than bytes, got 1 of 0 ${place}`,
  )
  t.equal(
    firstText(withStream({ bytes: 2, kept_bytes: 2, inline: 'YQ==' })),
    `inline must be the kept bytes: it has 1, kept_bytes says 2 ${place}`,
  )
  t.equal(
    firstText(withStream({ bytes: 1, kept_bytes: 1, inline: 'YQ==', blob: true })),
    `either inline or blob, not both: remove one ${place}`,
  )
  t.match(
    firstText(withStream({ bytes: 1, kept_bytes: 1 })),
    /^the kept bytes are missing: send up to 16384 bytes inline/,
  )
  t.match(
    firstText(withStream({ bytes: 1, kept_bytes: 1, inline: 'YQ' })),
    /^inline must be base64 with padding/,
  )
  t.match(firstText(withStream({ sha256: 'A'.repeat(64) })), /^sha256 must be 64 lower-case hex digits/)
  t.match(firstText(withStream({ blob: false as true })), /^blob must be true, got false/)
})

t.test('16 KiB fit inline, one more does not', async (t) => {
  const inline = (count: number) =>
    withStream({ bytes: count, kept_bytes: count, inline: Buffer.alloc(count).toString('base64') })
  t.equal(firstText(inline(16_384)), undefined)
  t.match(firstText(inline(16_385)), /^inline is for up to 16384 bytes, got 16385: send them as a blob/)
  t.match(firstText(inline(16_387)), /^inline must have at most 21848 characters/)
})

t.test('numbers of Tasks grow; they need not start at 1, where an Attempt resumed', async (t) => {
  const [task] = withStream({}).task_results
  t.equal(firstText({ task_results: [] }), undefined)
  t.equal(
    firstText({
      task_results: [
        { ...task, task_number: 3 },
        { ...task, task_number: 4 },
      ],
    }),
    undefined,
  )
  t.equal(
    firstText({
      task_results: [
        { ...task, task_number: 3 },
        { ...task, task_number: 3 },
      ],
    }),
    'task_number must grow: 3 after 3 at /task_results/1/task_number',
  )
})

t.test('words that are no words of the contract', async (t) => {
  t.match(
    firstText({ task_results: [], reason: 'mood' }),
    /^reason must be one of "task", "worker", "cancelled", "policy"/,
  )
  t.match(
    firstText({ task_results: [{ ...withStream({}).task_results[0], failure: 'bad' }] }),
    /^failure must be one of null, "exit"/,
  )
})
