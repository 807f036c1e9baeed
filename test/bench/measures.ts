/**
 * What is measured, one function each: it starts fresh programs, measures once, ends them, and hands back numbers.
 * Repetition and medians are the caller's.
 */
import { spawnSync } from 'node:child_process'
import {
  cleanEnvironment,
  launch,
  type Owner,
  openConnection,
  startAgq,
  startAgw,
  temporaryDirectory,
} from '../harness/index.ts'
import { envelopeFor, idOf, type LoadResult, sendAll, sinkProgram, submitRequests } from './load.ts'
import { startNoopWorker } from './noop-worker.ts'
import { percentile } from './statistics.ts'

/** Runs `work` with an owner of its own, so that every measurement begins with fresh programs. */
async function alone<Result>(work: (owner: Owner) => Promise<Result>): Promise<Result> {
  const ends: (() => unknown)[] = []
  try {
    return await work({ teardown: (end) => ends.unshift(end) })
  } finally {
    for (const end of ends) await end()
  }
}

/** Durable submissions a second. */
export function measureSubmits(jobs: number, connections: number): Promise<LoadResult> {
  return alone(async (owner) => {
    const agq = await startAgq(owner)
    return sendAll(agq, submitRequests('submit', jobs), connections)
  })
}

/** What the generator reaches against a server that does nothing. */
export function measureCeiling(jobs: number, connections: number): Promise<LoadResult> {
  return alone(async (owner) => {
    const requests = submitRequests('submit', jobs)
    const home = temporaryDirectory('sink')
    const program = launch({
      argv: [process.execPath, '-e', sinkProgram(requests[0]?.length ?? 0)],
      env: cleanEnvironment(home),
      cwd: home,
    })
    owner.teardown(() => program.kill('SIGKILL'))
    const port = Number((await program.line(/^sink on (\d+)$/))[1])
    return sendAll({ host: '127.0.0.1', port, sessionKey: '' }, requests, connections)
  })
}

/** Jobs a second from lease to durable completion, all submitted before. */
export function measureDrain(jobs: number, concurrency: number): Promise<number> {
  return alone(async (owner) => {
    const agq = await startAgq(owner)
    await sendAll(agq, submitRequests('drain', jobs), 64)
    const start = performance.now()
    const worker = await startNoopWorker(owner, agq, concurrency, jobs)
    await worker.done
    return jobs / ((performance.now() - start) / 1_000)
  })
}

/** Whole lives a second: submitted by 50 clients while a worker leases and completes. */
export function measureLifecycles(jobs: number, concurrency: number): Promise<LoadResult> {
  return alone(async (owner) => {
    const agq = await startAgq(owner)
    const requests = submitRequests('life', jobs)
    const before = performance.eventLoopUtilization()
    const start = performance.now()
    const worker = await startNoopWorker(owner, agq, concurrency, jobs)
    await Promise.all([sendAll(agq, requests, 50), worker.done])
    const perSecond = jobs / ((performance.now() - start) / 1_000)
    return { perSecond, generatorBusy: performance.eventLoopUtilization(before).utilization }
  })
}

/** Milliseconds from a submission sent to its grant received by an idle worker, at 100 submissions a second. */
export function measureStart(samples: number): Promise<{ readonly p50: number; readonly p99: number }> {
  return alone(async (owner) => {
    const agq = await startAgq(owner)
    const sent = new Map<string, number>()
    const latencies: number[] = []
    const worker = await startNoopWorker(owner, agq, 10, samples, (jobId) => {
      latencies.push(performance.now() - (sent.get(jobId) ?? Number.NaN))
    })
    const submitter = await openConnection(owner, agq)
    for (let number = 0; number < samples; number += 1) {
      const envelope = envelopeFor('start', number, 'bench-tool')
      const jobId = JSON.parse(envelope).job_id
      const pause = new Promise((resolve) => setTimeout(resolve, 10))
      sent.set(jobId, performance.now())
      await Promise.all([submitter.call('JOB.SUBMIT', envelope), pause])
    }
    await worker.done
    return { p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99) }
  })
}

/** How many calls a client has underway when it knows all that it wants: as pipelines of Redis clients do. */
const inFlight = 100

/**
 * Processes a second through a real AGW: Jobs of one `true` each, from the first submission to the last result read. So
 * many before them are not counted: both programs run for months, and compile themselves in their first seconds.
 */
export function measureAgw(jobs: number, before: number): Promise<number> {
  return alone(async (owner) => {
    const agq = await startAgq(owner)
    await startAgw(owner, agq, { concurrency: 8 })
    const connection = await openConnection(owner, agq)
    const run = async (label: string, count: number): Promise<number> => {
      const requests = submitRequests(label, count, 'true')
      const ids = Array.from({ length: count }, (_, number) => idOf(label, number))
      const start = performance.now()
      await sendAll(agq, requests, 1, inFlight)
      for (let at = 0; at < count; at += inFlight) {
        const waited = ids.slice(at, at + inFlight).map((id) => connection.text('JOB.WAIT', id, 120_000))
        for (const status of await Promise.all(waited))
          if (!status?.includes('"status":"completed"')) throw new Error(`a Job did not complete: ${status}`)
      }
      return count / ((performance.now() - start) / 1_000)
    }
    await run('before', before)
    return run('true', jobs)
  })
}

/** The same number of `true` by a peer; undefined when it is not installed. */
export function measurePeer(peer: 'xargs' | 'parallel', jobs: number): number | undefined {
  const numbers = Array.from({ length: jobs }, (_, number) => number).join('\n')
  const argv = peer === 'xargs' ? ['-P8', '-n1', 'true'] : ['-j8', 'true']
  const home = temporaryDirectory(peer)
  const start = performance.now()
  const run = spawnSync(peer, argv, { input: numbers, env: cleanEnvironment(home), cwd: home })
  if (run.error !== undefined) return undefined
  return jobs / ((performance.now() - start) / 1_000)
}
