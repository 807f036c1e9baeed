/**
 * One AGQ with one data directory through many rounds. In each, clients submit Jobs and keep their own record of what
 * was acknowledged, while AGQ and one of two workers are killed at moments drawn from a seed: after so many
 * acknowledgements and ledger lines, plus a few milliseconds. Nothing here decides who is right; see verdict.ts.
 */
import { setTimeout as delay } from 'node:timers/promises'
import {
  type Agq,
  type Agw,
  type Envelope,
  type Owner,
  pipeline,
  type Random,
  seededRandom,
  startAgq,
  startAgw,
  temporaryDirectory,
} from '../../harness/index.ts'
import { type Progress, trackProgress } from './progress.ts'
import { submitAll } from './submit.ts'
import { countTerminalEvents, judge, type Tally, type TerminalEvents } from './verdict.ts'

export { addTallies, describeTally, emptyTally } from './verdict.ts'

export interface Campaign {
  readonly rounds: number
  readonly jobs: number
  readonly seed: number
}

export async function* runCampaign(
  owner: Owner,
  { rounds, jobs, seed }: Campaign,
): AsyncGenerator<{ readonly round: number; readonly tally: Tally }> {
  const random = seededRandom(seed)
  const agq = await startAgq(owner)
  const survivor = await startWorker(owner, agq, 'survivor')
  let victim = await startWorker(owner, agq, 'victim')
  for (let round = 1; round <= rounds; round += 1) {
    const result = await runRound(owner, { agq, random, jobs, round, victim })
    victim = result.victim
    yield { round, tally: result.tally }
  }
  await survivor.stop()
  await victim.stop()
}

function startWorker(owner: Owner, agq: Agq, workerId: string, stateDir?: string): Promise<Agw> {
  const state = stateDir === undefined ? {} : { stateDir }
  return startAgw(owner, agq, { workerId, concurrency: 3, heartbeat: 0.5, ...state })
}

interface Round {
  readonly agq: Agq
  readonly random: Random
  readonly jobs: number
  readonly round: number
  readonly victim: Agw
}

async function runRound(
  owner: Owner,
  { agq, random, jobs, round, victim }: Round,
): Promise<{ readonly tally: Tally; readonly victim: Agw }> {
  const progress = trackProgress(temporaryDirectory('crash'))
  const events = await countTerminalEvents(agq)
  try {
    return await crashAndJudge(owner, { agq, random, jobs, round, victim }, progress, events)
  } finally {
    progress.close()
    events.close()
  }
}

async function crashAndJudge(
  owner: Owner,
  { agq, random, jobs, round, victim }: Round,
  progress: Progress,
  events: TerminalEvents,
): Promise<{ readonly tally: Tally; readonly victim: Agw }> {
  const envelopes = Array.from({ length: jobs }, (_, index) =>
    drawJob(random, `r${round}-${index}`, progress.ledger),
  )
  // Well before the two steps that each Job takes: so every moment comes, even if some Jobs are never accepted.
  const moments = Array.from({ length: random.integer(1, 4) }, () =>
    random.integer(1, Math.floor(jobs * 1.25)),
  )
  const workerMoment = random.integer(1, Math.floor(jobs * 1.25))
  const killAgq = async (): Promise<void> => {
    for (const moment of moments.sort((a, b) => a - b)) {
      await progress.reached(moment)
      await delay(random.integer(0, 30))
      await agq.restart()
      await events.reconnect()
    }
  }
  const killWorker = async (): Promise<Agw> => {
    await progress.reached(workerMoment)
    await delay(random.integer(0, 30))
    await victim.kill9()
    const afterwards = random.pick(['at once', 'at the end', 'anew at the end'] as const)
    if (afterwards !== 'at once') await progress.reached(Math.floor(jobs * 1.25))
    return startWorker(owner, agq, 'victim', afterwards === 'anew at the end' ? undefined : victim.stateDir)
  }
  const [submitted, next] = await Promise.all([
    submitAll(agq, envelopes, random, progress),
    killWorker(),
    killAgq(),
  ])
  const tally = await judge(agq, { ...submitted, envelopes, ledger: progress.ledger, events })
  return { tally: { ...tally, agqKills: moments.length, agwKills: 1 }, victim: next }
}

/** One to three tasks; each writes who it is into the ledger and to its stdout. */
function drawJob(random: Random, name: string, ledger: Progress['ledger']): Envelope {
  const line = 'line="$AGX_JOB_ID $AGX_TASK $AGX_ATTEMPT $AGX_TOKEN"'
  const text = `${line}; echo "$line" >> '${ledger}'; echo "$line"`
  const steps = Array.from({ length: random.integer(1, 3) }, () => ['/bin/sh', '-c', text] as const)
  const backoff = { base_secs: 1, factor: 1, max_secs: 1 }
  return pipeline(steps, { job_id: `${name}-${random.integer(0, 1e9)}`, max_attempts: 20, backoff })
}
