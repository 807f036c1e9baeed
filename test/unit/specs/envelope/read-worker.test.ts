/** What workers say of themselves: registration and heartbeat. */
import assert from 'node:assert/strict'
import { limits, readHeartbeat, readRegistration } from '@agenix/specs'
import fc from 'fast-check'
import t from 'tap'
import { id, registration } from './arbitrary.ts'

const plain = {
  worker_id: 'w',
  hostname: 'h',
  platform: 'linux-x64',
  agw_version: '0.1.0',
  capabilities: { tools: ['sort'] },
  max_concurrent_jobs: 4,
  tags: [],
  instance: '0198c0de-7a11-7000-8000-00000000cafe',
}
const firstText = (value: unknown): string | undefined => {
  const read = readRegistration(JSON.stringify(value), 'first')
  return read.ok ? undefined : read.problems[0].text
}
const heartbeatText = (value: unknown): string | undefined => {
  const read = readHeartbeat(JSON.stringify(value), 'first')
  return read.ok ? undefined : read.problems[0].text
}

t.test('property: a valid registration is accepted as it is', async (t) => {
  fc.assert(
    fc.property(registration, (value) => {
      const text = JSON.stringify(value)
      assert.deepEqual(readRegistration(text, 'first'), { ok: true, value: JSON.parse(text), warnings: [] })
    }),
  )
  t.pass()
})

t.test('every field of a registration is required, except the wishes', async (t) => {
  for (const field of Object.keys(plain)) {
    const { [field as keyof typeof plain]: _, ...rest } = plain
    t.equal(firstText(rest), `Missing field /${field}: add it`)
  }
})

t.test('a registration is refused', async (t) => {
  t.equal(firstText({ ...plain, instance: 'x' }), 'instance must be a UUID, got "x" at /instance')
  t.match(firstText({ ...plain, max_concurrent_jobs: 0 }), /must be between 1 and 1024, got 0/)
  t.match(firstText({ ...plain, heartbeat_interval_secs: 0.05 }), /must be between 0.1 and 60, got 0.05/)
  t.match(firstText({ ...plain, tags: ['a b'] }), /^tags\[0\] must be 1 to 128 letters/)
  t.match(
    firstText({ ...plain, held: [{ job_id: 'j', token: 0 }] }),
    /^token must be from 1 on, got 0 at \/held\/0\/token$/,
  )
})

t.test('what a newer worker says besides is passed over', async (t) => {
  const newer = {
    ...plain,
    capabilities: { tools: [], gpus: 2 },
    zones: ['a'],
    held: [{ job_id: 'j', token: 1, x: 0 }],
  }
  t.equal(firstText(newer), undefined)
  t.equal(heartbeatText({ load: 1, temperature: 40 }), undefined)
})

t.test('the keys whose Jobs it runs', async (t) => {
  const trust = (...ids: string[]) => firstText({ ...plain, capabilities: { tools: [], trust: ids } })
  t.equal(trust(), undefined)
  t.equal(trust('0123456789abcdef'.repeat(2)), undefined)
  for (const odd of ['', 'key', 'A'.repeat(32), 'a'.repeat(33)])
    t.match(trust(odd), /must be the id of a key/)
})

t.test('20,000 tools are allowed', async (t) => {
  const tools = (count: number) => Array.from({ length: count }, (_, i) => `tool-${i}`)
  t.equal(firstText({ ...plain, capabilities: { tools: tools(limits.workerTools) } }), undefined)
  t.equal(
    firstText({ ...plain, capabilities: { tools: tools(limits.workerTools + 1) } }),
    'Too many tools: 20001 (maximum 20000) at /capabilities/tools',
  )
})

t.test('property: a valid heartbeat is accepted as it is', async (t) => {
  const heartbeat = fc.record(
    {
      instance: fc.uuid(),
      slots_total: fc.nat({ max: 1024 }),
      slots_used: fc.nat({ max: 1024 }),
      load: fc.double({ min: 0, max: 1000, noNaN: true }),
      held: fc.array(fc.record({ job_id: id, token: fc.integer({ min: 1 }) })),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(heartbeat, (value) => {
      const text = JSON.stringify(value)
      assert.deepEqual(readHeartbeat(text, 'first'), { ok: true, value: JSON.parse(text), warnings: [] })
    }),
  )
  t.pass()
})

t.test('a heartbeat is refused', async (t) => {
  t.equal(
    heartbeatText({ slots_total: -1 }),
    'slots_total must be between 0 and 1024, got -1 at /slots_total',
  )
  t.equal(heartbeatText({ held: [{ job_id: 'j' }] }), 'Missing field /held/0/token: add it')
})
