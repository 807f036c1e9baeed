/**
 * A worker that cannot renew its lease ends its tasks before AGQ gives their Jobs to another: measured at both ends. The
 * task, deaf to SIGTERM, writes down that it lives; AGQ tells when it leases the Job again. One clock for both.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { ledgerLines, listen, readLedger } from '../harness/index.ts'
import { beating } from './beats.ts'
import { cut } from './cut.ts'
import { startFleet } from './fleet.ts'
import { whyNoHosts } from './network.ts'

const why = whyNoHosts()
t.setTimeout(120_000)

t.test('cut off, a task is dead before its Job is leased again', { skip: why ?? false }, async (t) => {
  const fleet = await startFleet(t, { workers: 1, agw: { heartbeat: 1, args: ['--kill-grace', '600'] } })
  const [first] = fleet.members
  if (first === undefined) throw new Error('no worker')
  const connection = await fleet.agq.connect()
  const events = await listen(fleet.agq, ['jobs'])
  for (const kind of ['both ways', 'to the server', 'from the server'] as const) {
    const label = kind.replaceAll(' ', '-')
    const jobId = await connection.submit(
      beating(100_000, { job_id: `long-${label}`, deaf: true, requires: [`host=${first.name}`] }),
    )
    const beaten = (token: number) => fleet.runs().find((run) => run.jobId === jobId && run.token === token)
    await ledgerLines(first.home, join(first.home, 'beats'), readLedger(join(first.home, 'beats')).length + 1)
    const broken = cut(first.host, fleet.server.address, kind)
    // From here on AGQ gives it to whoever asks and can run it.
    const lost = await events.until(({ event, job_id }) => event === 'lost' && job_id === jobId)
    const lostAt = uptimeAt(Date.parse(lost.at ?? ''))
    const last = beaten(1)?.last ?? Number.NaN
    t.ok(last < lostAt, `${kind}: its last sign of life came ${Math.round((lostAt - last) * 1000)} ms before`)
    await connection.text('JOB.CANCEL', jobId)
    broken.heal()
    const probe = beating(1, { job_id: `probe-${label}`, requires: [`host=${first.name}`] })
    t.equal((await connection.wait(await connection.submit(probe), 30_000)).status, 'completed')
    t.equal(beaten(1)?.last, last, 'and none came after')
  }
})

/** What the machine's uptime, in seconds, was at an hour. */
function uptimeAt(wallMs: number): number {
  const up = Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0])
  return up - (Date.now() - wallMs) / 1000
}
