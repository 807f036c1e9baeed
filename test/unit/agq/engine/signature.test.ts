/** Signed Jobs in the record: who is given them, what is the same Job, what a renewed signature changes. */
import t, { type Test } from 'tap'
import type { Signature } from '../../../../agq/dist/engine/model.js'
import { code, Desk } from './desk.ts'

const sig = (keyId: string, seal = 'AAAA'): Signature => ({ keyId, seal })

async function setUp(t: Test): Promise<Desk> {
  const desk = new Desk(t)
  await desk.register('any')
  await desk.register('k1', { trust: ['K1', 'K3'] })
  await desk.register('k2', { trust: ['K2'] })
  return desk
}

const ids = (grants: readonly { readonly jobId: string }[]) => grants.map(({ jobId }) => jobId)

t.test('a Job is given to those who trust its signer, or anybody', async (t) => {
  const desk = await setUp(t)
  await desk.submit('unsigned')
  for (const key of ['K1', 'K2', 'K3', 'K4']) await desk.run(desk.submitCommand(key, {}, sig(key)))
  t.same(ids(await desk.lease('k1', 9)), ['K1', 'K3'])
  t.same(ids(await desk.lease('k2', 9)), ['K2'])
  const rest = await desk.lease('any', 9)
  t.same(ids(rest), ['unsigned', 'K4'], 'who trusts nobody in particular runs any')
  t.same(
    rest.map(({ signature }) => signature),
    [null, sig('K4')],
    'the signature goes with the grant',
  )
  t.same(desk.wrongs(), [])
})

t.test('nobody can ask for a signer as for a tag', async (t) => {
  const desk = await setUp(t)
  await desk.submit('sly', { requires: ['signed', 'by', 'K1'] })
  t.same(ids(await desk.lease('k1', 9)), [])
})

t.test('who signed it belongs to what it is', async (t) => {
  const desk = await setUp(t)
  await desk.run(desk.submitCommand('j', {}, sig('K1')))
  t.equal(code(await desk.submit('j')), 'DUPLICATE')
  t.equal(code(await desk.run(desk.submitCommand('j', {}, sig('K2')))), 'DUPLICATE')
  t.equal(code(await desk.run(desk.submitCommand('j', {}, sig('K1', 'BBBB')))), 'ok')
  const [grant] = await desk.lease('k1')
  t.same(grant?.signature, sig('K1', 'BBBB'), 'the newest signature of the same key counts')
  t.same(desk.wrongs(), [])
})

t.test('renewed in the batch of its submit, after a failure, and over a restart', async (t) => {
  const desk = await setUp(t)
  const { answers } = await desk.batch(
    desk.submitCommand('j', {}, sig('K1', 'AAAA')),
    desk.submitCommand('j', {}, sig('K1', 'BBBB')),
  )
  t.same(answers.map(code), ['ok', 'ok'])
  const [first] = await desk.lease('k1')
  t.equal(first?.signature?.seal, 'BBBB')
  if (first === undefined) return
  await desk.fail(first, { tasks: [], reason: 'policy', retryable: false })
  await desk.run(desk.submitCommand('j', {}, sig('K1', 'CCCC')))
  t.equal((await desk.job('j')).status, 'failed', 'a signature alone sends nothing back')
  await desk.restart()
  await desk.register('k1', { trust: ['K1'], instance: 'k1-2' })
  await desk.retry('j')
  const [second] = await desk.lease('k1')
  t.equal(second?.signature?.seal, 'CCCC')
})

t.test('JOB.WHY of those that nobody trusts', async (t) => {
  const desk = new Desk(t)
  await desk.register('k1', { trust: ['K1'] })
  await desk.submit('unsigned')
  await desk.run(desk.submitCommand('j', {}, sig('K2')))
  const why = async (jobId: string) => {
    const answer = await desk.run({ kind: 'job.why', jobId })
    return answer.kind === 'why' ? answer.view : undefined
  }
  t.match(await why('unsigned'), {
    code: 'no_worker_trusts',
    sentence: /^It is not signed, and the live workers run signed Jobs only \(1 connected/,
    evidence: { trusted_keys: ['K1'] },
  })
  t.match(await why('j'), { code: 'no_worker_trusts', evidence: { signed_by: 'K2', trusted_keys: ['K1'] } })
  await desk.register('any', { tools: ['sort'] })
  t.match(await why('unsigned'), { code: 'no_worker_has_all' })
})
