/** PLAN.*: reusable plans. A PLAN.SUBMIT that carries a job_id is a JOB.SUBMIT. */
import { limits, readPlanOrJob } from '@agenix/specs'
import { shapeOf } from '../engine/prepare.ts'
import type { Caller, Dispatched } from '../wire/index.ts'
import { documentOf, idOf, limitOf, optionsOf, Refusal, textOf } from './arguments.ts'
import type { CommandEntry, Context } from './context.ts'
import { submitEnvelope } from './job-client.ts'
import { replyOf } from './replies.ts'

export const planCommands: readonly CommandEntry[] = [
  {
    name: 'PLAN.SUBMIT',
    arity: 2,
    summary: 'Stores a Plan; with a job_id in it, submits it as a Job',
    run: submit,
  },
  {
    name: 'PLAN.GET',
    arity: 2,
    summary: 'A stored Plan, as JSON',
    replyBytes: limits.envelopeBytes,
    run: get,
  },
  {
    name: 'PLAN.LIST',
    arity: -1,
    summary: 'Stored Plans: [pattern] [LIMIT n] [CURSOR c]',
    replyBytes: limits.listBytes,
    run: list,
  },
  { name: 'PLAN.DELETE', arity: 2, summary: 'Forgets a stored Plan that no active Job uses', run: remove },
]

function submit(context: Context, caller: Caller, args: readonly Buffer[]): Dispatched {
  const [json] = args
  const given = documentOf(json, 'the plan', limits.envelopeBytes)
  const read = readPlanOrJob(given, 'first')
  if (!read.ok) throw new Refusal('ERR', read.problems[0].text)
  if (read.value.kind === 'job') return submitEnvelope(context, caller, json, {}, 'PLAN.SUBMIT')
  const { plan } = read.value
  const document = read.warnings.length > 0 ? JSON.stringify(plan) : textOf(given)
  return context.loop
    .submit(caller.id, {
      kind: 'plan.put',
      planId: plan.plan_id,
      document,
      shape: shapeOf(plan.tasks),
      origin: JSON.stringify({ key: caller.keyName, command: 'PLAN.SUBMIT' }),
      at: context.clock.now(),
    })
    .then(replyOf)
}

function get(context: Context, caller: Caller, args: readonly Buffer[]): Dispatched {
  return context.loop.submit(caller.id, { kind: 'plan.get', planId: idOf(args[0], 'plan_id') }).then(replyOf)
}

function remove(context: Context, caller: Caller, args: readonly Buffer[]): Dispatched {
  return context.loop
    .submit(caller.id, { kind: 'plan.delete', planId: idOf(args[0], 'plan_id') })
    .then(replyOf)
}

function list(context: Context, caller: Caller, args: readonly Buffer[]): Dispatched {
  const first = textOf(args[0]).toUpperCase()
  const hasPattern = args.length > 0 && first !== 'LIMIT' && first !== 'CURSOR'
  const given = optionsOf(hasPattern ? args.slice(1) : args, ['LIMIT', 'CURSOR'])
  return context.loop
    .submit(caller.id, {
      kind: 'plan.list',
      pattern: hasPattern ? patternOf(args[0]) : '*',
      after: textOf(given.CURSOR),
      limit: limitOf(given.LIMIT),
    })
    .then(replyOf)
}

/** Longer than any id could need. */
const PATTERN_LENGTH_MAX = 256

function patternOf(arg: Buffer | undefined): string {
  const text = textOf(arg)
  if (text.length <= PATTERN_LENGTH_MAX) return text
  throw new Refusal('ERR', `the pattern must have at most ${PATTERN_LENGTH_MAX} characters`)
}
