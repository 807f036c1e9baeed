/**
 * A grant that is held up on its way, on a line of its own, while heartbeats come through: after a lease AGQ takes it
 * for lost and gives the Job to another. When it arrives after all, nothing of it may be begun.
 */
import { createConnection, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import {
  listen,
  type Owner,
  readLedger,
  script,
  startAgq,
  startAgw,
  temporaryDirectory,
} from '../harness/index.ts'

t.test('a grant that comes later than a lease is not begun', async (t) => {
  const agq = await startAgq(t)
  const relay = await startRelay(t, agq.port)
  const connection = await agq.connect()
  const events = await listen(agq, ['jobs'])
  const late = await startAgw(
    t,
    { ...agq, addr: relay.addr },
    { workerId: 'late', heartbeat: 0.2, concurrency: 1 },
  )
  await relay.leases // its lease call is open

  relay.hold()
  const ledger = join(temporaryDirectory('late'), 'ledger')
  const jobId = await connection.submit(script(`echo "$AGX_TOKEN" >> '${ledger}'`))
  await events.until(({ event, job_id }) => event === 'leased' && job_id === jobId)
  await events.until(({ event, job_id }) => event === 'released' && job_id === jobId)
  await startAgw(t, agq, { workerId: 'other', heartbeat: 0.2 })
  const end = await connection.wait(jobId)
  t.match(end, { status: 'completed', worker_id: 'other', attempt: 1 })

  relay.release()
  const next = await connection.submit(script('true', { requires: [] }))
  await connection.wait(next)
  await late.stop()
  t.same(readLedger(ledger), ['2'], 'it ran under the newer token alone')
})

interface Relay {
  readonly addr: string
  /** The line on which Jobs are leased stands. */
  readonly leases: Promise<void>
  /** Keeps what AGQ says on that line. */
  hold(): void
  release(): void
}

async function startRelay(owner: Owner, port: number): Promise<Relay> {
  const leases = Promise.withResolvers<void>()
  const sockets = new Set<Socket>()
  let held: (() => void)[] | null = null
  const server = createServer((near) => {
    const far = createConnection({ port, host: '127.0.0.1' })
    let isLeasing = false
    for (const socket of [near, far]) {
      sockets.add(
        socket
          .on('error', () => undefined)
          .on('close', () => {
            near.destroy()
            far.destroy()
          }),
      )
    }
    near.on('data', (bytes) => {
      far.write(bytes)
      if (!bytes.includes('JOB.LEASE')) return
      isLeasing = true
      leases.resolve()
    })
    far.on('data', (bytes) => {
      if (isLeasing && held !== null) held.push(() => near.write(bytes))
      else near.write(bytes)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  owner.teardown(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  const address = server.address()
  return {
    addr: `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    leases: leases.promise,
    hold: () => {
      held = []
    },
    release: () => {
      for (const send of held ?? []) send()
      held = null
    },
  }
}
