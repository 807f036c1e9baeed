/**
 * Kills of tasks by a real worker: cancelled or out of time, eight at a time, each a tree that tries to outlive its
 * task. When AGQ says that nothing of a Job is left, the test looks for itself.
 */
import { join } from 'node:path'
import type { Level } from '../../agw/dist/exec/cells/cell.js'
import {
  killQuietly,
  ledgerLines,
  listen,
  type Owner,
  type Random,
  script,
  startAgq,
  startAgw,
  temporaryDirectory,
} from '../harness/index.ts'
import { treesOf } from './levels.ts'
import { survivors } from './nasty-trees.ts'

export interface TaskKills {
  kills: number
  readonly wrongs: string[]
}

const lanes = 8
/** One in so many is left to its time-out, which is a second at least. */
const timeoutEvery = 10

export async function killTasks(
  owner: Owner,
  level: Level,
  wanted: number,
  random: Random,
): Promise<TaskKills> {
  const agq = await startAgq(owner)
  const args = ['--containment', level, '--kill-grace', '0.05']
  await startAgw(owner, agq, { concurrency: lanes, heartbeat: 1, args })
  const connection = await agq.connect()
  const listener = await listen(agq, ['jobs'])
  const tally: TaskKills = { kills: 0, wrongs: [] }
  let begun = 0

  const killOne = async (number: number): Promise<void> => {
    const tree = random.pick(treesOf(level))
    const byTimeout = number % timeoutEvery === 0
    const word = `${process.pid}${level.length}${number}`
    const directory = temporaryDirectory('kill')
    const up = join(directory, 'up')
    const task = { command: '/bin/sh', args: ['-c', `echo up > '${up}'; ${tree.text}`, 'sh', word] }
    const envelope = {
      ...script(''),
      tasks: [{ task_number: 1, ...task, ...(byTimeout && { timeout_secs: 1 }) }],
    }
    const jobId = await connection.submit(envelope)
    const isUp = await ledgerLines(directory, up, 1).catch(() => null)
    if (isUp === null) {
      tally.wrongs.push(`${tree.name} never began: ${await connection.text('JOB.WHY', jobId)}`)
      return
    }
    if (byTimeout) await connection.wait(jobId)
    else {
      const cancelled = await connection.text('JOB.CANCEL', jobId).catch((error: unknown) => String(error))
      if (cancelled?.startsWith('OK') !== true) {
        const { error } = await connection.status(jobId)
        tally.wrongs.push(`${tree.name}: ended by itself: ${error}`)
        return
      }
      await listener.until(({ event, job_id }) => event === 'stopped' && job_id === jobId)
    }
    const left = survivors(word)
    const status = await connection.status(jobId)
    tally.kills += 1
    if (left.length > 0) tally.wrongs.push(`${tree.name}: ${left.length} left of ${jobId}`)
    if (status.status !== (byTimeout ? 'failed' : 'cancelled'))
      tally.wrongs.push(`${tree.name}: ${jobId} is ${status.status}`)
    for (const pid of left) killQuietly(pid)
  }
  const lane = async (): Promise<void> => {
    while (begun < wanted) await killOne(begun++)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return tally
}
