/** The `log` events of a running task name exactly the bytes that were added to what JOB.OUTPUT shows. */
import t from 'tap'
import {
  leaseOne,
  listen,
  pipeline,
  plain,
  register,
  startAgq,
  successReport,
} from '../../../harness/index.ts'

t.test('events of pieces that were skipped, whole or in part', async (t) => {
  const agq = await startAgq(t)
  const connection = await agq.connect()
  const jobId = await connection.submit(pipeline([['cat']]))
  const { seen, until } = await listen(agq, [`job:${jobId}`])
  await register(connection, 'w1', ['cat'])
  const grant = await leaseOne(connection, 'w1')
  const log = async (text: string, offset: number): Promise<unknown> =>
    plain(await connection.call('JOB.LOG', jobId, grant.token, 1, 'STDOUT', text, 'OFFSET', offset))
  t.equal(await log('abc', 0), 3)
  t.equal(await log('abc', 0), 3, 'again')
  t.equal(await log('bcde', 1), 5, 'an overlap')
  t.equal(await log('z', 9), 5, 'a gap')
  t.equal(await log('f', 5), 6)
  t.match(await connection.text('JOB.COMPLETE', jobId, grant.token, successReport(grant)), /^OK/)
  await until(({ event }) => event === 'completed')
  t.same(
    seen.filter(({ event }) => event.event === 'log').map(({ event }) => [event.offset, event.bytes]),
    [
      [0, 3],
      [3, 2],
      [5, 1],
    ],
  )
})
