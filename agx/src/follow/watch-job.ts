/**
 * Follows a Job that somebody else submitted, to its end. It is a guest: Ctrl-C leaves, and a reader that goes away ends
 * the watching; the Job never notices either. AGQ and workers may be started anew meanwhile: every stream goes on at the
 * byte where it stopped.
 */
import type { JobStatusView } from '@agenix/specs'
import type { AgqClient } from '../client/agq-client.ts'
import type { JobEvent } from '../client/views.ts'
import { exitBrokenPipe } from '../exit-code.ts'
import { watchInterrupts } from '../interrupts.ts'
import type { Terminal } from '../terminal.ts'
import { type Follower, followJob, type Show } from './follow-job.ts'

/** What to watch. */
export interface WatchOptions {
  readonly client: AgqClient
  readonly terminal: Terminal
  readonly jobId: string
  readonly show: Show
  readonly firstAttempt: number
  readonly offset?: number
  /** How to come back after Ctrl-C: a command, from what was shown so far. */
  readonly comeBack: (follower: Pick<Follower, 'offsetOf'>) => string
}

/** The final status, or the exit code of who left before. */
export async function watchJob(options: WatchOptions): Promise<JobStatusView | number> {
  const { client, terminal, jobId } = options
  const over = new AbortController()
  const left = Promise.withResolvers<number>()
  const follower = followJob({ ...options, whole: false, signal: over.signal })
  const interrupts = watchInterrupts(
    () => {
      terminal.say(`agx: left Job ${jobId}, it goes on. Come back with: ${options.comeBack(follower)}`)
      terminal.dropOutput()
      left.resolve(interrupts.exitCode() ?? exitBrokenPipe)
    },
    () => {},
  )
  const onReaderGone = (): void => left.resolve(exitBrokenPipe)
  terminal.readerGone.addEventListener('abort', onReaderGone)
  const subscription = await client.subscribe(
    [`job:${jobId}`],
    (_, message) => follower.onEvent(message as JobEvent),
    { onGap: () => follower.lookAgain() },
  )
  try {
    follower.start()
    return await Promise.race([follower.ended, left.promise])
  } finally {
    over.abort()
    interrupts.close()
    terminal.readerGone.removeEventListener('abort', onReaderGone)
    await subscription.close()
  }
}
