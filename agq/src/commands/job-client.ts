/** JOB.*, the side of who wants work done: submit, look, wait, read, cancel. */
import { type JobStatus, jobStates, limits, readJob } from '@agenix/specs'
import type { Answer } from '../engine/commands.ts'
import type { Signature } from '../engine/model.ts'
import { type JobInput, NO_INPUT, prepareJob } from '../engine/prepare.ts'
import type { Caller, Dispatched, Reply } from '../wire/index.ts'
import { documentOf, idOf, integerOf, limitOf, optionsOf, Refusal, sha256Of, textOf } from './arguments.ts'
import { recordBlob, refusing } from './blob.ts'
import type { CommandEntry, Context } from './context.ts'
import { jobOutput } from './job-output.ts'
import { replyOf } from './replies.ts'
import { takeSignature } from './signature.ts'
import { startWait } from './wait.ts'
import { why } from './why.ts'

export const jobClientCommands: readonly CommandEntry[] = [
  {
    name: 'JOB.SUBMIT',
    arity: -2,
    summary: 'Stores a Job durably: JOB.SUBMIT json [INPUT bytes | INPUTREF sha256] [SIG keyid base64]',
    run: submit,
  },
  { name: 'JOB.STATUS', arity: 2, summary: 'What is known of a Job, as JSON', run: status },
  { name: 'JOB.GET', arity: 2, summary: 'The envelope of a Job, as it was submitted', run: get },
  {
    name: 'JOB.LIST',
    arity: -1,
    summary: 'Jobs, newest first: [STATUS s] [PLAN p] [ACTION a] [QUEUE q] [LABEL k=v] [LIMIT n] [CURSOR c]',
    replyBytes: limits.listBytes,
    run: list,
  },
  { name: 'JOB.WAIT', arity: 3, summary: 'Blocks until a Job has ended: JOB.WAIT id timeout_ms', run: wait },
  { name: 'JOB.CANCEL', arity: 2, summary: 'Ends a Job, whether it waits or runs', run: cancel },
  {
    name: 'JOB.WHY',
    arity: 2,
    summary: 'Why a Job is where it is: a sentence and its evidence, as JSON',
    run: why,
  },
  {
    name: 'JOB.OUTPUT',
    arity: -4,
    summary: 'Exact bytes of a task: JOB.OUTPUT id task STDOUT|STDERR [OFFSET n] [LIMIT n] [ATTEMPT n]',
    replyBytes: limits.bulkBytes,
    run: jobOutput,
  },
]

function submit(context: Context, caller: Caller, args: readonly Buffer[]): Dispatched {
  const [json, ...rest] = args
  const { signature, others } = takeSignature(rest)
  const given = optionsOf(others, ['INPUT', 'INPUTREF', 'SIG'])
  if (given.INPUT !== undefined && given.INPUTREF !== undefined) {
    throw new Refusal('ERR', 'give INPUT or INPUTREF, not both')
  }
  return submitEnvelope(context, caller, json, { ...given, signature }, 'JOB.SUBMIT')
}

/** Also the way of a PLAN.SUBMIT that carries a job_id. */
export function submitEnvelope(
  context: Context,
  caller: Caller,
  json: Buffer | undefined,
  given: { readonly INPUT?: Buffer; readonly INPUTREF?: Buffer; readonly signature?: Signature | null },
  command: string,
): Dispatched {
  const document = documentOf(json, 'the envelope', limits.envelopeBytes)
  const read = readJob(document, 'first')
  if (!read.ok) throw new Refusal('ERR', read.problems[0].text)
  const signature = given.signature ?? null
  if (signature !== null && read.warnings.length > 0) {
    throw new Refusal('ERR', 'SIG: an envelope of version 0.1 is not kept as it was signed: sign version 0.2')
  }
  // An envelope of an older version is kept as what it was upgraded to; all others byte for byte.
  const text = read.warnings.length > 0 ? JSON.stringify(read.value) : textOf(document)
  const origin = JSON.stringify({ key: caller.keyName, command })
  const send = (input: JobInput): Promise<Answer> =>
    context.loop.submit(caller.id, {
      kind: 'job.submit',
      job: prepareJob(read.value, text, input, signature),
      origin,
      at: context.clock.now(),
    })

  if (given.INPUTREF !== undefined) {
    const ref = sha256Of(given.INPUTREF, 'INPUTREF')
    const found = context.loop.submit(caller.id, { kind: 'blob.find', sha256: ref })
    const sent = found.then((answer) => ({
      answered: send({ bytes: null, ref, sizeBytes: answer.kind === 'int' ? answer.value : 0 }),
    }))
    return { entered: sent, reply: sent.then(({ answered }) => answered).then(replyOf) }
  }
  if (given.INPUT === undefined || given.INPUT.length === 0) return send(NO_INPUT).then(replyOf)
  const bytes = new Uint8Array(given.INPUT)
  if (bytes.length <= limits.inlineBytes) {
    return send({ bytes, ref: null, sizeBytes: bytes.length }).then(replyOf)
  }
  const sent = refusing(() => context.blobs.put(bytes)).then((blob) => {
    void recordBlob(context, caller, blob)
    return { answered: send({ bytes: null, ref: blob.sha256, sizeBytes: blob.bytes }) }
  })
  return { entered: sent, reply: sent.then(({ answered }) => answered).then(replyOf) }
}

function status(context: Context, caller: Caller, args: readonly Buffer[]): Dispatched {
  return ask(context, caller, { kind: 'job.status', jobId: idOf(args[0], 'job_id') })
}

function get(context: Context, caller: Caller, args: readonly Buffer[]): Dispatched {
  return ask(context, caller, { kind: 'job.get', jobId: idOf(args[0], 'job_id') })
}

function cancel(context: Context, caller: Caller, args: readonly Buffer[]): Dispatched {
  return ask(context, caller, { kind: 'job.cancel', jobId: idOf(args[0], 'job_id'), at: context.clock.now() })
}

function list(context: Context, caller: Caller, args: readonly Buffer[]): Dispatched {
  const given = optionsOf(args, ['STATUS', 'PLAN', 'ACTION', 'QUEUE', 'LABEL', 'LIMIT', 'CURSOR'])
  return ask(context, caller, {
    kind: 'job.list',
    filter: {
      status: given.STATUS === undefined ? null : statusOf(given.STATUS),
      plan: given.PLAN === undefined ? null : idOf(given.PLAN, 'PLAN'),
      action: given.ACTION === undefined ? null : idOf(given.ACTION, 'ACTION'),
      queue: given.QUEUE === undefined ? null : idOf(given.QUEUE, 'QUEUE'),
      label: given.LABEL === undefined ? null : labelOf(given.LABEL),
      limit: limitOf(given.LIMIT),
      before:
        given.CURSOR === undefined ? null : integerOf(given.CURSOR, 'CURSOR', 0, Number.MAX_SAFE_INTEGER),
    },
  })
}

export function statusOf(arg: Buffer): JobStatus {
  const text = textOf(arg).toLowerCase()
  const names: readonly string[] = jobStates.map((state) => state.status)
  if (names.includes(text)) return text as JobStatus
  throw new Refusal('ERR', `STATUS must be one of ${names.join(', ')}`)
}

export function labelOf(arg: Buffer): readonly [string, string] {
  const text = textOf(arg)
  const at = text.indexOf('=')
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)]
  throw new Refusal('ERR', 'LABEL must be name=value')
}

async function wait(context: Context, caller: Caller, args: readonly Buffer[]): Promise<Reply> {
  const jobId = idOf(args[0], 'job_id')
  const timeoutMs = integerOf(args[1], 'timeout_ms', 0, Number.MAX_SAFE_INTEGER)
  const patience = startWait(context.clock, caller.closed, timeoutMs)
  try {
    for (;;) {
      // Parked before asking: an end that comes between the answer and the parking would be missed otherwise.
      const ended = context.waits.park(jobId, patience.signal)
      const answer = await context.loop.submit(caller.id, { kind: 'job.end', jobId })
      if (answer.kind === 'nil') return { kind: 'error', code: 'NOTFOUND', text: `no Job ${jobId}` }
      if (answer.kind !== 'int') return replyOf(answer)
      // Who is woken by an end that was taken back (JOB.RETRY) waits on.
      if (!(await ended)) return { kind: 'nil' }
    }
  } finally {
    patience.end()
  }
}

function ask(
  context: Context,
  caller: Caller,
  command: Parameters<Context['loop']['submit']>[1],
): Promise<Reply> {
  return context.loop.submit(caller.id, command).then(replyOf)
}
