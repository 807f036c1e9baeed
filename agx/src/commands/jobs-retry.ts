/** `agx jobs retry`: sends ended Jobs back by filter, or lists which it would. */
import type { JobStatusView } from '@agenix/specs'
import type { AgqClient } from '../client/agq-client.ts'
import { type Argument, readOk, readPage } from '../client/views.ts'
import { exitOk } from '../exit-code.ts'
import { wantsJson, writeJson } from '../render/answer.ts'
import { UsageError } from '../usage-error.ts'
import { renderJobs } from './jobs.ts'
import { readWhole, readWord } from './option-values.ts'
import { type CommonOptions, type Verb, withClient } from './verb.ts'

/** Options of `agx jobs retry`. */
export interface JobsRetryOptions extends CommonOptions {
  readonly status?: string
  readonly queue?: string
  readonly plan?: string
  readonly action?: string
  readonly label?: string
  readonly limit?: string
  readonly dryRun?: boolean
}

const dryRunLimit = 100
const mostListed = 1_000

/** Sends them back. */
export const jobsRetry: Verb<JobsRetryOptions> = async ({ terminal }, options) => {
  const status = readWord('--status', options.status, ['failed', 'dead', 'cancelled'])
  const limit = readWhole('--limit', options.limit, 1, Number.MAX_SAFE_INTEGER)
  const filters = filtersOf(options)
  return withClient(options, async (client) => {
    const json = wantsJson(options, terminal, false)
    if (options.dryRun === true) {
      const most = Math.min(mostListed, limit ?? dryRunLimit)
      const found = await listed(client, status === undefined ? ['failed', 'dead'] : [status], filters, most)
      if (json) await writeJson(terminal, { jobs: found })
      else if (found.length === 0) terminal.say('No Job would be sent back.')
      else await terminal.write(renderJobs(found, terminal.outPalette, Date.now()))
      return exitOk
    }
    const only: readonly Argument[] = status === undefined ? [] : ['STATUS', status]
    const most: readonly Argument[] = limit === undefined ? [] : ['LIMIT', limit]
    const reply = readOk(await client.call('JOB.RETRYALL', ...only, ...filters, ...most))
    const retried = Number(reply.retried)
    const stopping = Number(reply.still_stopping ?? 0)
    if (json) await writeJson(terminal, { retried, still_stopping: stopping })
    else {
      const rest = stopping === 0 ? '' : `; ${stopping} are still being stopped by their workers`
      terminal.say(`${retried} Jobs are sent back${rest}.`)
    }
    return exitOk
  })
}

function filtersOf({ queue, plan, action, label }: JobsRetryOptions): readonly Argument[] {
  if (label !== undefined && !/^[^=]+=/.test(label)) {
    throw new UsageError(`--label must be name=value, not ${JSON.stringify(label)}.`)
  }
  const given = { QUEUE: queue, PLAN: plan, ACTION: action, LABEL: label }
  return Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [name, value]))
}

async function listed(
  client: AgqClient,
  statuses: readonly string[],
  filters: readonly Argument[],
  most: number,
): Promise<readonly JobStatusView[]> {
  const found: JobStatusView[] = []
  for (const status of statuses) {
    if (found.length >= most) break
    const reply = await client.call('JOB.LIST', 'STATUS', status, ...filters, 'LIMIT', most - found.length)
    found.push(...readPage<JobStatusView>(reply).rows)
  }
  return found
}
