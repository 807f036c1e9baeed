/** A retention policy is refused with the place and the way out. */
import { readRetention } from '@agenix/specs'
import t from 'tap'

const texts = (value: unknown): readonly string[] => {
  const read = readRetention(JSON.stringify(value), 'all')
  return read.ok ? [] : read.problems.map(({ pointer, text }) => `${pointer} ${text}`)
}
const rule = { name: 'r', what: 'jobs', max_age_secs: 60 }

t.test('what is accepted', async (t) => {
  t.same(texts({ rules: [] }), [])
  t.same(texts({ sweep_secs: 1, rules: [rule, { name: 'b', what: 'blobs', max_bytes: 0 }] }), [])
})

t.test('what is refused', async (t) => {
  t.same(texts({}), ['/rules Missing field /rules: add it'])
  t.same(texts({ rules: [{ ...rule, max_age_sec: 5 }] }), [
    '/rules/0/max_age_sec Unknown field /rules/0/max_age_sec (did you mean "max_age_secs"?)',
  ])
  t.same(texts({ rules: [{ ...rule, what: 'logs' }] }), [
    '/rules/0/what what must be one of "jobs", "outputs", "blobs", got "logs" at /rules/0/what',
  ])
  t.same(texts({ rules: [{ ...rule, statuses: ['running'] }] }), [
    '/rules/0/statuses/0 statuses[0] must be one of "completed", "failed", "cancelled", "dead", got "running" at /rules/0/statuses/0',
  ])
  t.same(texts({ rules: [{ ...rule, max_age_secs: 0 }] }), [
    '/rules/0/max_age_secs max_age_secs must be between 1 and 3153600000, got 0 at /rules/0/max_age_secs',
  ])
  t.same(texts({ rules: [{ name: 'r', what: 'jobs' }] }), [
    '/rules/0 rule "r" has no bound: add max_age_secs, max_count or max_bytes at /rules/0',
  ])
  t.same(texts({ rules: [rule, rule] }), [
    '/rules/1/name name "r" is that of /rules/0 already: give each rule its own at /rules/1/name',
  ])
  for (const field of [{ statuses: ['dead'] }, { queues: ['*'] }]) {
    const [name] = Object.keys(field)
    t.same(texts({ rules: [{ ...rule, what: 'blobs', ...field }] }), [
      `/rules/0/${name} ${name} does not fit blobs, which no Job names any more: remove it at /rules/0/${name}`,
    ])
  }
})
