/** The file of --retention, and what is built in. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { retentionOf } from '../../../../agq/dist/ops/retention.js'

const folder = mkdtempSync(join(tmpdir(), 'agq-retention-'))
t.teardown(() => rmSync(folder, { recursive: true, force: true }))

function fileOf(text: string): string {
  const path = join(folder, 'policy.json')
  writeFileSync(path, text)
  return path
}

t.test('without a file', async (t) => {
  t.same(retentionOf(undefined), {
    sweepMs: 60_000,
    rules: [
      { name: 'ended-month', what: 'jobs', max_age_secs: 2_592_000 },
      { name: 'unnamed-blobs', what: 'blobs', max_age_secs: 3_600 },
    ],
  })
})

t.test('a file says all, but for blobs that nobody names', async (t) => {
  const rules = [{ name: 'r', what: 'outputs', max_count: 5 }]
  t.match(retentionOf(fileOf(JSON.stringify({ sweep_secs: 5, rules }))), {
    sweepMs: 5_000,
    rules: [...rules, { name: 'unnamed-blobs' }],
  })
  const own = [{ name: 'b', what: 'blobs', max_age_secs: 9 }]
  t.same(retentionOf(fileOf(JSON.stringify({ rules: own }))), { sweepMs: 60_000, rules: own })
})

t.test('a bad one is refused whole, with every place', async (t) => {
  t.throws(() => retentionOf(join(folder, 'missing.json')), {
    message: /cannot be read \(ENOENT\)/,
    exitCode: 2,
  })
  t.throws(() => retentionOf(fileOf('{')), { message: /is no retention policy/ })
  const unbounded = { name: 'r', what: 'jobs' }
  const nameless = { what: 'all', max_count: 1 }
  t.throws(() => retentionOf(fileOf(JSON.stringify({ rules: [unbounded] }))), { message: /at \/rules\/0/ })
  t.throws(() => retentionOf(fileOf(JSON.stringify({ rules: [nameless] }))), {
    message: /Missing field \/rules\/0\/name[\s\S]*what must be one of/,
  })
})
