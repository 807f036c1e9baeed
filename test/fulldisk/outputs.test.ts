/**
 * A real AGW whose Job ends while AGQ's disk is full. Its output needs a file of its own, and for that there is no
 * room: the worker keeps it, asks again, and nothing is lost.
 */
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import {
  launchAgq,
  makeGate,
  pipeline,
  registration,
  script,
  startAgq,
  startAgw,
  taskResult,
} from '../harness/index.ts'
import { makeSmallDisk, reserveIsMade, whyNoSmallDisk } from './small-disk.ts'

t.setTimeout(60_000)
const why = whyNoSmallDisk()

t.test('an output that finds no room waits with its worker', { skip: why ?? false }, async (t) => {
  const disk = makeSmallDisk(t, 64)
  const agq = await startAgq(t, { dataDir: `${disk.path}/data` })
  const worker = await startAgw(t, agq, { concurrency: 2 })
  const connection = await agq.connect()
  await reserveIsMade(connection)
  const gate = makeGate()
  const large = await connection.submit(script(`${gate.script}; head -c 100000 /dev/zero | tr "\\0" x`))
  const small = await connection.submit(script(`${gate.script}; echo small`))
  await gate.reached(2)

  disk.fill(0)
  const envelope = JSON.stringify(pipeline([['true']]))
  const refused = async (): Promise<string> => {
    const answer = await connection.call('JOB.SUBMIT', envelope)
    return answer.kind === 'error' ? answer.text : refused()
  }
  t.match(await refused(), /^FULL the disk of AGQ is full: .* Free some space on it$/)
  gate.open()
  t.match(await connection.wait(small), { status: 'completed' }, 'what fits into the report is taken')
  await worker.program.errorLine(/AGQ does not take a report now; trying again/)
  t.match(await connection.status(large), { status: 'running' })

  disk.empty()
  const status = await connection.wait(large)
  t.match(status, { status: 'completed', attempt: 1 })
  t.equal(taskResult(status, 1).stdout_bytes, 100_000)
  t.equal((await connection.output(large, 1)).toString(), 'x'.repeat(100_000))
})

t.test('why a Job waits when there is no room for results', { skip: why ?? false }, async (t) => {
  const disk = makeSmallDisk(t, 64)
  const agq = await startAgq(t, { dataDir: `${disk.path}/data` })
  const connection = await agq.connect()
  await reserveIsMade(connection)
  const jobId = await connection.submit(pipeline([['true']]))
  const code = async (): Promise<{
    code: string
    sentence: string
    evidence: { disk_full_since?: string }
  }> => connection.json('JOB.WHY', jobId)
  t.match(await code(), { code: 'no_worker' })
  t.equal((await code()).evidence.disk_full_since, undefined)
  // The reserve is eaten by a neighbour as fast as it is given up.
  const tools = Array.from({ length: 1_000 }, (_, index) => `one-tool-of-many-${index}`)
  for (let number = 0; (await code()).code !== 'disk_full'; number++) {
    disk.fill(0)
    await connection.call('WORKER.REGISTER', JSON.stringify(registration(`w${number}`, tools)))
  }
  const why = await code()
  t.match(why.sentence, /^AGQ is read-only because its disk is full since 20.*: free some space\.$/)
  t.ok(why.evidence.disk_full_since)
  t.match(await connection.error('JOB.LEASE', 'w'), /^FULL .* no Job is given out until there is room/)
})

t.test('one request that is larger than the disk', { skip: why ?? false }, async (t) => {
  // Its log alone would just fit.
  const disk = makeSmallDisk(t, 72)
  const agq = await startAgq(t, { dataDir: `${disk.path}/data` })
  const connection = await agq.connect()
  await reserveIsMade(connection)
  const kept = await connection.submit(pipeline([['true']]))
  const plan = { plan_id: 'large', tasks: [{ task_number: 1, command: 'true', args: ['x'.repeat(20_000)] }] }
  await connection.text('PLAN.SUBMIT', JSON.stringify(plan))
  const inputs = Array.from({ length: 2_600 }, (_, n) => ({ n }))
  const action = JSON.stringify({ action_id: 'a', plan_id: 'large', inputs })
  t.match(await connection.error('ACTION.SUBMIT', action), /^FULL /)
  t.equal(await connection.text('ACTION.STATUS', 'a'), null, 'all or nothing')
  const since = performance.now()
  const again = async (): Promise<number> => {
    const answer = await connection.call('JOB.SUBMIT', JSON.stringify(pipeline([['true']])))
    return answer.kind === 'error' ? again() : performance.now() - since
  }
  const ms = Math.round(await again())
  t.ok(ms < 1_000, `what it took is given back, and submits are accepted after ${ms} ms`)
  t.ok(disk.free() > 40 * 1024 * 1024)
  t.equal((await connection.status(kept)).status, 'pending')
})

t.test('a backup onto a disk without room', { skip: why ?? false }, async (t) => {
  const disk = makeSmallDisk(t, 1)
  const agq = await startAgq(t)
  const connection = await agq.connect()
  await connection.text('BLOB.PUT', Buffer.alloc(2_000_000, 'x'))
  const file = `${disk.path}/agq.tar`
  t.match(await connection.error('BACKUP', file), /^FULL no room for .*agq\.tar: free some space there/)
  t.same(readdirSync(disk.path), [], 'nothing of it is left')
  t.match(await connection.submit(pipeline([['true']])), /./, 'the server goes on')
})

t.test('a start on a disk that is full to the last byte', { skip: why ?? false }, async (t) => {
  const disk = makeSmallDisk(t, 64)
  const agq = await startAgq(t, { dataDir: `${disk.path}/data` })
  const connection = await agq.connect()
  const jobId = await connection.submit(pipeline([['true']]))
  await agq.kill9()
  rmSync(join(agq.dataDir, 'reserve'), { force: true })
  disk.fill(0)
  const program = launchAgq(t, { dataDir: agq.dataDir })
  t.same(await program.ended, { code: 1, signal: null })
  t.match(
    program.stderr(),
    /^agq: the disk of .*agq\.db is full, and AGQ cannot begin: free some space on it/,
  )
  disk.empty()
  await agq.restart()
  t.match(await (await agq.connect()).status(jobId), { status: 'pending' })
})
