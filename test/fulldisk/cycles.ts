/**
 * Cycles of a disk that is filled and freed under a running AGQ. The client keeps its own ledger of what was
 * acknowledged, and at the end of each cycle the server's record must be the same.
 */
import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import {
  type Agq,
  type Connection,
  cleanEnvironment,
  failureReport,
  type Grant,
  lease,
  type Owner,
  pipeline,
  plain,
  programPath,
  register,
  seededRandom,
  startAgq,
  successReport,
} from '../harness/index.ts'
import { makeSmallDisk, reserveIsMade, type SmallDisk } from './small-disk.ts'

const MiB = 1024 * 1024
const DISK_MIB = 64
const WORKER = 'w'
/** On such a disk it is moved at 2 MiB, and one more batch may lie behind that. */
const LOG_BYTES_MAX = 4 * MiB

export interface Cycle {
  readonly wrongs: readonly string[]
  /** From the moment that there was space to the first submit that was accepted. */
  readonly backMs: number
  readonly acknowledged: number
  readonly refused: number
  readonly endedWhileFull: number
  readonly killed: boolean
}

interface State {
  readonly agq: Agq
  readonly disk: SmallDisk
  readonly seed: number
  /** What each acknowledged Job must be, by id. */
  readonly ledger: Map<string, string>
  client: Connection
  worker: Connection
  nextJob: number
}

/** So many cycles on one disk and one AGQ (killed and started again now and then). */
export async function* runCycles(owner: Owner, cycles: number, seed: number): AsyncGenerator<Cycle> {
  const disk = makeSmallDisk(owner, DISK_MIB)
  const agq = await startAgq(owner, { dataDir: `${disk.path}/data` })
  const client = await agq.connect()
  const worker = await agq.connect()
  const state: State = { agq, disk, seed, ledger: new Map(), client, worker, nextJob: 0 }
  const { instance } = await register(worker, WORKER, ['/bin/true', 'true'])
  await reserveIsMade(client)
  for (let number = 0; number < cycles; number++) {
    const cycle = await runCycle(state, instance, number)
    const wrongs = [...cycle.wrongs]
    if (number === cycles - 1) wrongs.push(...(await checkData(agq)))
    yield { ...cycle, wrongs }
  }
}

async function runCycle(state: State, instance: string, number: number): Promise<Cycle> {
  const { disk, ledger } = state
  const random = seededRandom(state.seed + number)
  const wrongs: string[] = []
  const expect = (what: string, got: string, wanted: RegExp): void => {
    if (!wanted.test(got)) wrongs.push(`${what}: ${got}`)
  }
  const before = ledger.size
  for (let job = 0; job < 40; job++) await submit(state, 100)
  const grants = await lease(state.worker, WORKER, 'COUNT', '30')
  for (const { jobId } of grants) ledger.set(jobId, 'running')

  // The ballast leaves a little, and submits take it; or it takes everything at once.
  disk.fill(random.pick([0, 2 * MiB, 8 * MiB]))
  let refused = 0
  for (let tries = 0; refused < 3 && tries < 5_000; tries++) {
    const answer = await submit(state, 10_000)
    if (answer.startsWith('FULL ')) refused += 1
    else if (!answer.startsWith('OK ')) wrongs.push(`a submit was answered ${answer}`)
  }
  if (refused === 0) wrongs.push('FULL was never seen')
  const greedy = random.next() < 0.5
  if (greedy) disk.fill(0)
  const killed = random.next() < 0.3
  if (killed) await beginAgain(state, instance, grants)
  expect('INFO', await said(state.client, 'INFO', 'disk'), /disk_full:1/)
  expect('BLOB.PUT', await said(state.client, 'BLOB.PUT', 'bytes'), /^FULL /)
  const plan = JSON.stringify({ plan_id: `plan-${number}`, tasks: [{ task_number: 1, command: 'true' }] })
  expect('PLAN.SUBMIT', await said(state.client, 'PLAN.SUBMIT', plan), /^FULL /)
  expect('WORKER.HEARTBEAT', await said(state.worker, 'WORKER.HEARTBEAT', WORKER), /^\{/)
  const ended = await endSome(state, grants, expect)
  const log = statSync(join(state.agq.dataDir, 'agq.db-wal')).size
  if (log > LOG_BYTES_MAX) wrongs.push(`the log has grown to ${log} bytes`)

  disk.empty()
  const emptiedAt = performance.now()
  while (!(await submit(state, 100)).startsWith('OK ')) await delay(10)
  const backMs = performance.now() - emptiedAt
  wrongs.push(...(await compare(state)))
  return {
    wrongs,
    backMs,
    acknowledged: ledger.size - before,
    refused,
    endedWhileFull: ended,
    killed,
  }
}

/** Completes, fails, cancels and gives back what was granted, though the disk is full. */
async function endSome(
  { client, worker, ledger }: State,
  grants: readonly Grant[],
  expect: (what: string, got: string, wanted: RegExp) => void,
): Promise<number> {
  const output = Buffer.alloc(8_000, 'x')
  for (const [index, grant] of grants.entries()) {
    const { jobId, token } = grant
    if (index % 4 === 0) {
      const report = failureReport(grant, 3)
      expect('JOB.FAIL', await said(worker, 'JOB.FAIL', jobId, token, report), /^OK status=failed/)
      ledger.set(jobId, 'failed')
    } else if (index % 4 === 1) {
      expect('JOB.CANCEL', await said(client, 'JOB.CANCEL', jobId), /^OK/)
      ledger.set(jobId, 'cancelled')
    } else if (index % 4 === 2) {
      expect('JOB.RELEASE', await said(worker, 'JOB.RELEASE', jobId, token), /^OK status=pending/)
      ledger.set(jobId, 'pending')
    } else {
      const report = successReport(grant, output)
      expect('JOB.COMPLETE', await said(worker, 'JOB.COMPLETE', jobId, token, report), /^OK status=completed/)
      ledger.set(jobId, 'completed')
    }
  }
  return grants.length
}

/** AGQ is killed and must begin on the full disk; the worker comes back and names what it runs. */
async function beginAgain(state: State, instance: string, grants: readonly Grant[]): Promise<void> {
  await state.agq.restart()
  state.client = await state.agq.connect()
  state.worker = await state.agq.connect()
  const held = grants.map(({ jobId, token }) => ({ job_id: jobId, token: Number(token) }))
  await register(state.worker, WORKER, ['/bin/true', 'true'], { instance, held })
}

async function submit(state: State, bytes: number): Promise<string> {
  const job_id = `j-${state.nextJob++}`
  const args = ['x'.repeat(bytes)] as const
  const envelope = pipeline([['true', ...args]], { job_id })
  const answer = await said(state.client, 'JOB.SUBMIT', JSON.stringify(envelope))
  if (answer.startsWith('OK ')) state.ledger.set(job_id, 'pending')
  return answer
}

/** The record against the ledger: every Job, and the counts. */
async function compare({ client, ledger }: State): Promise<string[]> {
  const wrongs: string[] = []
  const counts = new Map<string, number>()
  for (const [jobId, status] of ledger) {
    counts.set(status, (counts.get(status) ?? 0) + 1)
    const found = await client.text('JOB.STATUS', jobId)
    const now = found === null ? 'lost' : (JSON.parse(found) as { status: string }).status
    if (now !== status) wrongs.push(`${jobId} must be ${status} and is ${now}`)
  }
  const stats = await client.json<Record<string, number>>('QUEUE.STATS', 'default')
  for (const [status, jobs] of counts) {
    if (stats[status] !== jobs) wrongs.push(`${stats[status]} counted as ${status}, ${jobs} are`)
  }
  return wrongs
}

async function checkData(agq: Agq): Promise<string[]> {
  await agq.stop()
  const argv = [programPath('agq'), 'check', '--deep', '--data', agq.dataDir]
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, {
    encoding: 'utf8',
    env: cleanEnvironment(agq.home),
  })
  return status === 0 ? [] : [`agq check: ${stdout}${stderr}`]
}

async function said(connection: Connection, ...args: readonly string[]): Promise<string> {
  const reply = await connection.call(...args)
  return reply.kind === 'error' ? reply.text : String(plain(reply))
}
