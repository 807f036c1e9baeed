/**
 * `agx submit FILE` and `agx job submit --file FILE`: hands a Job to AGQ and answers with its id, once it is on AGQ's
 * disk. With --wait it waits for the end, with --follow it shows the output as `agx run` does.
 */
import { exitOk } from '../exit-code.ts'
import { runJob, submitTo } from '../follow/run-job.ts'
import { waitForJob } from '../follow/wait-for-job.ts'
import { OutputFailure } from '../output-failure.ts'
import { wantsJson, writeJson } from '../render/answer.ts'
import { warnIfForbidden } from '../submit/forbidden.ts'
import { readJobInput } from '../submit/job-input.ts'
import { type Envelope, envelopeOf } from '../submit/make-envelope.ts'
import { readDocument } from '../submit/read-document.ts'
import { type SignOptions, sealWith } from '../submit/sign-envelope.ts'
import { UsageError } from '../usage-error.ts'
import { readJobId } from './option-values.ts'
import { type CommonOptions, type Context, type Verb, withClient } from './verb.ts'

/** Options of the submitting verbs. */
export interface SubmitOptions extends CommonOptions, SignOptions {
  readonly wait?: boolean
  readonly follow?: boolean
  readonly input?: boolean | string
  readonly jobId?: string
  readonly file?: string
}

/** Submits an envelope. */
export const submit: Verb<SubmitOptions> = async (context, options, args) => {
  const file = options.file ?? args[0]
  if (file === undefined) throw new UsageError('name the file of the Job: agx submit FILE (or - for stdin).')
  const envelope = envelopeOf(file, await readDocument(file), readJobId(options.jobId))
  return submitEnvelope(context, options, envelope, file !== '-')
}

/** Sends an envelope and answers as the options say. `onSubmitted` runs once AGQ has the Job. */
export async function submitEnvelope(
  context: Context,
  options: SubmitOptions,
  envelope: Envelope,
  stdinIsFree: boolean,
  onSubmitted: () => void = () => {},
): Promise<number> {
  const { terminal } = context
  const { job_id: jobId, plan_id: planId } = envelope.job
  const seal = sealWith(options)
  for (const warning of envelope.warnings) terminal.say(`agx: ${warning}`)
  return withClient(
    options,
    async (client) => {
      const readInput = () => readJobInput(client, terminal, options.input, stdinIsFree)
      await warnIfForbidden(client, terminal, envelope.job)
      if (options.follow === true) {
        terminal.say(`agx: Job ${jobId}`)
        const json = options.json === true
        return runJob({
          client,
          terminal,
          job: envelope.job,
          begin: async () => {
            await submitTo({ client, terminal }, envelope, seal, readInput)
            onSubmitted()
          },
          json,
          quiet: false,
          waitForWorker: true,
        })
      }
      const input = await readInput()
      const { bytes, signature } = seal(envelope, input)
      await client.submit(bytes, input, signature)
      onSubmitted()
      try {
        const json = wantsJson(options, terminal, true)
        if (options.wait === true) return await waitForJob(context, client, jobId, { json })
        if (json) await writeJson(terminal, { job_id: jobId, plan_id: planId })
        else await terminal.write(submittedText(jobId))
        return exitOk
      } catch (error) {
        if (!(error instanceof OutputFailure)) throw error
        throw error.and(`Job ${jobId} is submitted. See it with: agx job status ${jobId}`)
      }
    },
    { reconnect: options.follow === true },
  )
}

function submittedText(jobId: string): string {
  return `Job ${jobId} is submitted. See it with: agx job status ${jobId}\n`
}
