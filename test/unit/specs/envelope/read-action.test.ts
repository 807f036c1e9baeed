/** Actions: one object for each Job, whatever is in it. */
import assert from 'node:assert/strict'
import { limits, readAction } from '@agenix/specs'
import fc from 'fast-check'
import t from 'tap'
import { id } from './arbitrary.ts'

const firstText = (value: unknown): string | undefined => {
  const read = readAction(JSON.stringify(value), 'first')
  return read.ok ? undefined : read.problems[0].text
}
const action = (inputs: unknown) => ({ action_id: 'a', plan_id: 'p', inputs })

t.test('property: any objects may be inputs', async (t) => {
  const input = fc.dictionary(
    fc.string({ unit: fc.constantFrom(...'abcdef') }),
    fc.jsonValue({ maxDepth: 3 }),
  )
  fc.assert(
    fc.property(id, id, fc.array(input, { minLength: 1, maxLength: 20 }), (action_id, plan_id, inputs) => {
      const text = JSON.stringify({ action_id, plan_id, inputs })
      if (/__proto__|\\u0000|[0-9]{16}/.test(text)) return
      assert.deepEqual(readAction(text, 'first'), { ok: true, value: JSON.parse(text), warnings: [] })
    }),
  )
  t.pass()
})

t.test('refused', async (t) => {
  t.equal(firstText(action([])), 'inputs must not be empty at /inputs')
  t.equal(firstText(action([{}, 7])), 'inputs[1] must be an object, got 7 at /inputs/1')
  t.equal(firstText(action([[]])), 'inputs[0] must be an object, got an array at /inputs/0')
  t.equal(firstText({ plan_id: 'p', inputs: [{}] }), 'Missing field /action_id: add it')
  t.equal(firstText({ ...action([{}]), input: {} }), 'Unknown field /input (did you mean "inputs"?)')
})

t.test('10,000 inputs and 16 MiB are the bounds', async (t) => {
  const many = (count: number) => action(Array.from({ length: count }, () => ({})))
  t.equal(firstText(many(limits.actionInputs)), undefined)
  t.equal(firstText(many(limits.actionInputs + 1)), 'Too many inputs: 10001 (maximum 10000) at /inputs')
  const text = JSON.stringify(action([{}]))
  t.ok(readAction(text.padEnd(limits.actionBytes), 'first').ok)
  t.match(readAction(text.padEnd(limits.actionBytes + 1), 'first'), {
    problems: [{ text: /^Too big: 16777217 bytes/ }],
  })
})
