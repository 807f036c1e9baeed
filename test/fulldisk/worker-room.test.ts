/**
 * A worker whose disk is nearly full takes no more Jobs, finishes what it runs, and says so wherever somebody would look;
 * with room again it asks for Jobs by itself.
 */
import t from 'tap'
import { agx, makeGate, script, startAgq, startAgw, taskResult } from '../harness/index.ts'
import { makeSmallDisk, whyNoSmallDisk } from './small-disk.ts'

t.setTimeout(60_000)
const why = whyNoSmallDisk()

interface Row {
  readonly stats?: { readonly disk_low?: boolean; readonly disk_free_bytes?: number }
}

t.test('a disk nearly full', { skip: why ?? false }, async (t) => {
  const disk = makeSmallDisk(t, 32)
  const agq = await startAgq(t)
  const connection = await agq.connect()
  const stateDir = `${disk.path}/state`
  const worker = await startAgw(t, agq, {
    concurrency: 2,
    heartbeat: 0.2,
    stateDir,
    args: ['--min-free', '8M'],
  })
  const gate = makeGate()
  const running = await connection.submit(script(`${gate.script}; echo finished`))
  await gate.reached(1)

  disk.fill(4 * 1024 * 1024)
  await worker.program.errorLine(/the disk is nearly full: no more Jobs until there is room/)
  const row = async (): Promise<Row> => connection.json<Row>('WORKER.GET', worker.workerId)
  while ((await row()).stats?.disk_low !== true);
  const waiting = await connection.submit(script('echo later'))
  // A call that was open already may be granted the Job: it goes straight back.
  let found: { readonly code?: string; readonly sentence?: string } = {}
  while (found.code !== 'workers_low_on_disk') found = await connection.json('JOB.WHY', waiting)
  t.equal(
    found.sentence,
    `Only ${worker.workerId} could run it, and the disk of that worker is nearly full: it takes no Jobs until there is room (agw --min-free).`,
  )
  const shown = await agx(['workers'], { agq })
  t.match(shown.stdout, /live, disk nearly full/)
  gate.open()
  t.equal(taskResult(await connection.wait(running), 1).stdout, 'finished\n', 'what ran is finished and told')
  t.equal((await connection.status(waiting)).status, 'pending')

  disk.empty()
  t.match(await connection.wait(waiting), { status: 'completed', attempt: 1 })
  await worker.program.errorLine(/the disk has room again/)
  t.match((await row()).stats?.disk_low, false)
})
