/**
 * Before a Job is handed over: would any worker that is there run it? Judged by the rules they registered, by words, as
 * AGQ does. Only a warning: a worker that allows it may come, and what AGQ cannot say (an older one, a key that may not
 * look at workers) is no reason not to submit.
 */
import { allowanceOf, forbiddenOf, type JobEnvelope, type WorkerPolicy } from '@agenix/specs'
import type { AgqClient } from '../client/agq-client.ts'
import { AgqError, isUnreachable } from '../client/agq-error.ts'
import { readRows } from '../client/views.ts'
import type { Terminal } from '../terminal.ts'

/** So many different policies are looked at; where there are more, somebody will allow it. */
const mostPolicies = 20

interface WorkerRow {
  readonly worker_id: string
  readonly status?: string
  readonly policy?: { readonly id?: string } & Partial<WorkerPolicy>
}

/** Says on stderr which worker forbids what, if each of the live ones forbids something. */
export async function warnIfForbidden(
  client: AgqClient,
  terminal: Terminal,
  job: Pick<JobEnvelope, 'tasks' | 'env'>,
): Promise<void> {
  const said = await forbiddenByAll(client, job).catch((error: unknown) => {
    if (error instanceof AgqError && !isUnreachable(error)) return undefined
    throw error
  })
  if (said !== undefined) terminal.say(`agx: warning: ${said}`)
}

async function forbiddenByAll(
  client: AgqClient,
  job: Pick<JobEnvelope, 'tasks' | 'env'>,
): Promise<string | undefined> {
  const live = readRows<WorkerRow>(await client.call('WORKER.LIST')).filter(({ status }) => status === 'live')
  if (live.length === 0 || live.some(({ policy }) => policy?.id === undefined)) return undefined
  const byPolicy = [...Map.groupBy(live, ({ policy }) => policy?.id ?? '').values()].flatMap(
    (same) => same[0] ?? [],
  )
  if (byPolicy.length > mostPolicies) return undefined
  const replies = await Promise.all(byPolicy.map((row) => client.call('WORKER.GET', row.worker_id)))
  const forbidding: string[] = []
  for (const row of replies.flatMap((reply) => readRows<WorkerRow>(reply))) {
    const { allow, env } = row.policy ?? {}
    if (allow === undefined) return undefined
    const forbidden = forbiddenOf(allowanceOf({ allow, ...(env === undefined ? {} : { env }) }), job)
    if (forbidden === undefined) return undefined
    const task = forbidden.task === null ? '' : ` (task ${forbidden.task.task_number})`
    forbidding.push(`worker ${row.worker_id} ${forbidden.text}${task}`)
  }
  const [first] = forbidding
  if (first === undefined) return undefined
  const others = live.length - 1
  const more = others === 0 ? '' : `, and ${others} more ${others === 1 ? 'forbids' : 'forbid'} it`
  return `no live worker allows this Job: ${first}${more}`
}
