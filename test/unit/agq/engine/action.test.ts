/** Actions: all Jobs or none, values as single arguments. */
import t from 'tap'
import { code, Desk } from './desk.ts'

const plan = {
  plan_id: 'plan',
  tasks: [
    { task_number: 1, command: 'true', args: ['--name={{name}}', '{{ n }}'], env: { WHO: '{{name}}' } },
  ],
}

async function withPlan(t: import('tap').Test): Promise<Desk> {
  const desk = new Desk(t)
  await desk.run({
    kind: 'plan.put',
    planId: 'plan',
    document: JSON.stringify(plan),
    shape: '[["true",null]]',
    origin: '{}',
    at: desk.at,
  })
  return desk
}

const submit = (desk: Desk, inputs: Record<string, unknown>[], contentHash = 'hash') =>
  desk.run({
    kind: 'action.submit',
    request: { action_id: 'act', plan_id: 'plan', inputs },
    contentHash,
    origin: '{}',
    at: desk.at,
  })

t.test('each input becomes a Job, its values single arguments, its JSON the stdin', async (t) => {
  const desk = await withPlan(t)
  const inputs = [
    { name: "a b; rm -rf '$HOME'", n: 1 },
    { name: '$&', n: { deep: true } },
  ]
  t.same(await submit(desk, inputs), { kind: 'ok', text: 'action_id=act jobs_created=2' })
  await desk.register('w')
  const grants = await desk.lease('w', 10)
  const args = grants.map((grant) => JSON.parse(grant.envelope).tasks[0].args)
  t.same(args, [
    ["--name=a b; rm -rf '$HOME'", '1'],
    ['--name=$&', '{"deep":true}'],
  ])
  t.same(
    grants.map((grant) => Buffer.from(grant.input ?? []).toString()),
    inputs.map((input) => JSON.stringify(input)),
  )
  const status = await desk.run({ kind: 'action.status', actionId: 'act' })
  t.match(status.kind === 'json' ? JSON.parse(status.text) : status, {
    jobs: 2,
    done: false,
    totals: { running: 2 },
  })
})

t.test('one bad input makes no Job at all, and is named', async (t) => {
  const desk = await withPlan(t)
  const refused = await submit(desk, [{ name: 'a', n: 1 }, { name: 'b' }])
  t.match(refused, { code: 'ERR', text: /^\/inputs\/1 has no key "n", which Plan plan uses/ })
  await desk.register('w')
  t.same(await desk.lease('w', 10), [])
})

t.test('the same Action again is the same Action, another one is a DUPLICATE', async (t) => {
  const desk = await withPlan(t)
  const inputs = [{ name: 'a', n: 1 }]
  const first = await submit(desk, inputs)
  t.same(await submit(desk, inputs), first)
  t.equal(code(await submit(desk, inputs, 'other')), 'DUPLICATE')
  t.same(desk.counts().kept, desk.counts().recounted)
})

t.test('without its Plan it is not found', async (t) => {
  t.equal(code(await submit(new Desk(t), [{ name: 'a' }])), 'NOTFOUND')
})

t.test('what would grow beyond its bounds is refused before it grows', async (t) => {
  const desk = new Desk(t)
  const put = (planId: string, document: object) =>
    desk.run({
      kind: 'plan.put',
      planId,
      document: JSON.stringify(document),
      shape: '[["true",null]]',
      origin: '{}',
      at: desk.at,
    })
  const bomb = { ...plan, tasks: [{ task_number: 1, command: 'true', args: ['{{x}}'.repeat(13_000)] }] }
  await put('plan', bomb)
  t.equal(code(await submit(desk, [{ x: 'y'.repeat(100_000) }])), 'TOOBIG')
  await put('wide', { ...plan, plan_description: 'x'.repeat(900_000) })
  const request = {
    action_id: 'act',
    plan_id: 'wide',
    inputs: Array.from({ length: 1_000 }, () => ({ name: '', n: 0 })),
  }
  const wide = await desk.run({ kind: 'action.submit', request, contentHash: 'h', origin: '{}', at: desk.at })
  t.match(wide, { code: 'TOOBIG', text: /split the Action/ })
})

t.test('a Plan that has expired makes no Jobs', async (t) => {
  const desk = new Desk(t)
  await desk.run({
    kind: 'plan.put',
    planId: 'plan',
    document: JSON.stringify({ ...plan, expires_at: '2020-01-01T00:00:00Z' }),
    shape: '[["true",null]]',
    origin: '{}',
    at: desk.at,
  })
  t.match(await submit(desk, [{ name: 'a', n: 1 }]), { code: 'ERR', text: /in the past/ })
})
