/** What a worker must have, and the signature of it: equal exactly for equal requirements. */
import assert from 'node:assert/strict'
import { type Requirement, requirementKey, requirementsOf } from '@agenix/specs'
import fc from 'fast-check'
import t from 'tap'

const task = (command: string, sandbox?: 'isolated' | 'none') => ({
  task_number: 1,
  command,
  ...(sandbox ? { sandbox } : {}),
})

t.test('tools and tags, sorted, each once; a path is no tool', async (t) => {
  const job = {
    requires: ['gpu', 'eu', 'gpu'],
    tasks: [task('sort'), task('grep'), task('/bin/cat'), task('./x'), task('sort', 'isolated')],
  }
  t.same(requirementsOf(job), { tools: ['grep', 'sort'], tags: ['eu', 'gpu', 'sandbox:isolated'] })
  t.same(requirementsOf({ tasks: [task('/bin/true', 'none')] }), { tools: [], tags: [] })
})

t.test('the signature', async (t) => {
  t.equal(
    requirementKey({ tools: ['grep', 'sort'], tags: ['gpu', 'sandbox:isolated'] }),
    'grep,sort|gpu,sandbox:isolated',
  )
  t.equal(requirementKey({ tools: [], tags: [] }), '|')
  t.equal(requirementKey({ tools: ['b', 'a', 'b'], tags: [] }), 'a,b|', 'whatever the order it was made in')
  t.equal(requirementKey({ tools: ['a,b|c%'], tags: [] }), 'a%2Cb%7Cc%25|')
})

t.test('property: different requirements have different signatures', async (t) => {
  const words = fc.uniqueArray(
    fc.string({ unit: fc.constantFrom(...'ab,|%2C7'), minLength: 1, maxLength: 3 }),
    { maxLength: 3 },
  )
  const requirement = fc.record({ tools: words, tags: words })
  const normal = ({ tools, tags }: Requirement) => JSON.stringify([tools.toSorted(), tags.toSorted()])
  fc.assert(
    fc.property(requirement, requirement, (a, b) => {
      assert.equal(requirementKey(a) === requirementKey(b), normal(a) === normal(b))
    }),
    { numRuns: 5000 },
  )
  t.pass()
})
