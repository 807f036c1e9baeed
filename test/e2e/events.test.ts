/**
 * What happens to a Job is told on its channel, in order, each with a seq that grows; and to all who listen.
 */
import t from 'tap'
import { listen, makeGate, pipeline, script, startAgq, startAgw } from '../harness/index.ts'

const agq = await startAgq(t)
await startAgw(t, agq, { workerId: 'teller', concurrency: 2 })
const connection = await agq.connect()

t.test('the life of a Job', async (t) => {
  const gate = makeGate()
  const envelope = pipeline([['sh', '-c', `echo early; ${gate.script}; echo late`], ['cat']])
  const channel = `job:${envelope.job_id}`
  const listener = await listen(agq, [channel, 'jobs', 'queue:default'])
  await connection.submit(envelope)
  await gate.reached(1)
  await listener.until(({ event }, on) => on === channel && event === 'log')
  t.equal(
    (await connection.output(envelope.job_id, 1)).toString(),
    'early\n',
    'live output of a task that runs',
  )
  gate.open()
  await listener.until(({ event }, on) => on === channel && event === 'completed')

  const events = listener.seen.filter((message) => message.channel === channel).map(({ event }) => event)
  t.ok(events.every(({ job_id }) => job_id === envelope.job_id))
  const names = events.map(({ event }) => event)
  t.same(names.slice(0, 3), ['submitted', 'leased', 'started'])
  t.equal(names.at(-1), 'completed')
  t.equal(names.filter((name) => name === 'completed').length, 1)
  const ofFirst = events.filter(({ task_number }) => task_number === 1).map(({ event }) => event)
  t.same(
    ofFirst.filter((name) => name !== 'log'),
    ['started', 'finished'],
  )
  const numbers = events.map(({ seq }) => seq)
  t.same(
    numbers,
    [...numbers].sort((a, b) => a - b),
    'seq grows',
  )
  t.equal(new Set(numbers).size, numbers.length, 'and never repeats')
  t.equal(events.at(0)?.status, 'pending')
  t.equal(events.at(-1)?.status, 'completed')
  t.same(
    events.filter(({ at }) => Number.isNaN(Date.parse(at ?? ''))),
    [],
    'each says when',
  )
  const log = events.find(({ event }) => event === 'log')
  t.match(log, { task_number: 1, offset: 0, bytes: 6 })
  const told = await connection.call('JOB.OUTPUT', envelope.job_id, 1, String(log?.stream), 'LIMIT', 6)
  t.match(told, { kind: 'bulk', value: Buffer.from('early\n') }, 'what it names can be asked for')
  const elsewhere = listener.seen.filter((message) => message.channel === 'jobs').map(({ event }) => event)
  t.ok(
    elsewhere.some(({ event, job_id }) => event === 'completed' && job_id === envelope.job_id),
    'told on jobs too',
  )
})

t.test('a failure and a cancellation are told', async (t) => {
  const gate = makeGate()
  const [failing, stopped] = [script('exit 4'), script(gate.script)]
  const listener = await listen(agq, [`job:${failing.job_id}`, `job:${stopped.job_id}`])
  await connection.submit(failing)
  await listener.until(({ event, job_id }) => event === 'failed' && job_id === failing.job_id)
  await connection.submit(stopped)
  await gate.reached(1)
  await connection.text('JOB.CANCEL', stopped.job_id)
  const end = await listener.until(({ event, job_id }) => event === 'cancelled' && job_id === stopped.job_id)
  t.equal(end.status, 'cancelled')
  t.equal((await connection.wait(stopped.job_id)).status, 'cancelled')
})

t.test('workers come and go on their channel', async (t) => {
  const listener = await listen(agq, ['workers'])
  const worker = await startAgw(t, agq, { workerId: 'guest' })
  await listener.until((event) => JSON.stringify(event).includes('guest'))
  await worker.stop()
  await listener.until(
    (event) => /unregistered|gone|left|lost/.test(event.event) && JSON.stringify(event).includes('guest'),
  )
  t.pass('both told')
})

t.test('patterns', async (t) => {
  const subscriber = await agq.connect()
  const heard = new Promise<string>((resolve) => {
    subscriber.onPush((reply) => {
      if (reply.kind !== 'array' || reply.items[0]?.kind !== 'bulk') return
      if (reply.items[0].value.toString() === 'pmessage') resolve(JSON.stringify(reply))
    })
  })
  await subscriber.call('PSUBSCRIBE', 'job:*')
  await connection.submit(script('true'))
  t.ok(await heard)
})
