/**
 * Kills of a worker (-9) under trees that try to outlive it. Where cells end with their worker, nothing may be left
 * within a second, though nobody is there to end it; elsewhere nothing once its successor says that it is ready.
 */
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Level } from '../../agw/dist/exec/cells/cell.js'
import {
  killQuietly,
  ledgerLines,
  type Owner,
  type Random,
  script,
  startAgq,
  startAgw,
  temporaryDirectory,
} from '../harness/index.ts'
import { treesOf } from './levels.ts'
import { survivors } from './nasty-trees.ts'

export interface WorkerKills {
  rounds: number
  /** From the kill to nothing left, where cells end with their worker. */
  readonly goneMs: number[]
  readonly wrongs: string[]
}

const jobsARound = 3
const goneWithinMs = 1_000
const lookEveryMs = 5

export async function killWorkers(
  owner: Owner,
  level: Level,
  wanted: number,
  random: Random,
): Promise<WorkerKills> {
  const agq = await startAgq(owner)
  const connection = await agq.connect()
  const stateDir = temporaryDirectory('killed')
  const options = { stateDir, concurrency: 2 * jobsARound, heartbeat: 0.5, args: ['--containment', level] }
  const tally: WorkerKills = { rounds: 0, goneMs: [], wrongs: [] }
  let worker = await startAgw(owner, agq, options)
  for (; tally.rounds < wanted; tally.rounds += 1) {
    const word = `${process.pid}${level.length}0${tally.rounds}`
    const directory = temporaryDirectory('round')
    const trees = Array.from({ length: jobsARound }, () => random.pick(treesOf(level)))
    for (const [index, { text }] of trees.entries()) {
      // Given to the next worker again, it has nothing more to do.
      const begin = `[ $AGX_TOKEN -ge 2 ] && exit; echo up > '${join(directory, String(index))}'`
      const envelope = script('')
      const args = ['-c', `${begin}; ${text}`, 'sh', word]
      await connection.submit({ ...envelope, tasks: [{ task_number: 1, command: '/bin/sh', args }] })
    }
    for (const index of trees.keys()) await ledgerLines(directory, join(directory, String(index)), 1)
    await worker.kill9()
    if (level === 'pid-namespace') await lookUntilGone(word, tally)
    worker = await startAgw(owner, agq, options)
    const left = survivors(word)
    if (left.length > 0) {
      const names = trees.map(({ name }) => name).join(', ')
      tally.wrongs.push(`${left.length} left when the successor was ready, of: ${names}`)
    }
    for (const pid of left) killQuietly(pid)
  }
  return tally
}

async function lookUntilGone(word: string, tally: WorkerKills): Promise<void> {
  const killed = performance.now()
  while (survivors(word).length > 0) {
    if (performance.now() - killed > goneWithinMs) {
      tally.wrongs.push(`${survivors(word).length} left a second after the worker was killed`)
      return
    }
    await delay(lookEveryMs)
  }
  tally.goneMs.push(performance.now() - killed)
}
