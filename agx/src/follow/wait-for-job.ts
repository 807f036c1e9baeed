/**
 * Waits for the end of a Job without showing its output, and answers with its status. AGQ is asked in slices, so that
 * a wait of days needs no reply that is days late.
 */
import { isTerminal, type JobStatusView } from '@agenix/specs'
import type { AgqClient } from '../client/agq-client.ts'
import type { Context } from '../commands/verb.ts'
import { exitCodeOf, exitTimedOut } from '../exit-code.ts'
import { writeJson } from '../render/answer.ts'
import { renderTasks, summarise } from '../render/job-text.ts'
import { Failure } from '../usage-error.ts'

const sliceMs = 20_000

/** How to wait. */
export interface WaitOptions {
  readonly json: boolean
  /** Give up after this long (exit 124). */
  readonly timeoutMs?: number | undefined
}

/** Waits and answers. Resolves to the exit code of the Job's last task, or 124. */
export async function waitForJob(
  context: Context,
  client: AgqClient,
  jobId: string,
  options: WaitOptions,
): Promise<number> {
  const { terminal } = context
  const status = await waitUntilEnded(client, jobId, options.timeoutMs)
  if (status === undefined) {
    terminal.say(`agx: Job ${jobId} has not ended yet; it goes on. See it with: agx job status ${jobId}`)
    return exitTimedOut
  }
  if (options.json) await writeJson(terminal, status)
  else
    terminal.say(`${renderTasks(status, new Map(), terminal.errPalette, terminal.width)}${summarise(status)}`)
  return exitCodeOf(status)
}

async function waitUntilEnded(
  client: AgqClient,
  jobId: string,
  timeoutMs: number | undefined,
): Promise<JobStatusView | undefined> {
  if ((await client.status(jobId)) === null) throw new Failure(unknownJob(jobId))
  const deadlineMs = timeoutMs === undefined ? Number.POSITIVE_INFINITY : performance.now() + timeoutMs
  for (;;) {
    const leftMs = Math.max(0, deadlineMs - performance.now())
    const status = await client.wait(jobId, Math.max(1, Math.min(sliceMs, Math.ceil(leftMs))))
    if (status !== null && isTerminal(status.status)) return status
    if (performance.now() >= deadlineMs) return undefined
  }
}

/** What to say about an id AGQ does not know. */
export function unknownJob(jobId: string): string {
  return `AGQ has no Job ${JSON.stringify(jobId)}. List them with: agx jobs`
}
