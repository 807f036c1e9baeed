/** An explanation for people: the sentence, then what it rests on, a line a fact. */
import type { JobWhyEvidence, JobWhyView } from '@agenix/specs'
import type { Palette } from './palette.ts'
import { showText } from './table.ts'
import { showAge, showDuration } from './units.ts'

export function renderWhy(why: JobWhyView, palette: Palette, nowMs: number): string {
  const facts = factsOf(why.evidence, nowMs)
  const lines = facts.map(([name, value]) => `  ${palette.dim(name.padEnd(13))}${showText(value)}\n`)
  const stderr = why.evidence.stderr ?? []
  const tail = stderr.map((line) => `  ${palette.dim('│')} ${showText(line)}\n`)
  const head = stderr.length === 0 ? '' : `  ${palette.dim('last lines of stderr')}\n`
  return [`${showText(why.sentence)}\n`, ...lines, head, ...tail].join('')
}

type Fact = readonly [string, string]

function factsOf(evidence: JobWhyEvidence, nowMs: number): readonly Fact[] {
  const { task, holders, lacking, workers, other_queues, dead_workers } = evidence
  const facts: Fact[] = []
  const add = (name: string, value: string | undefined): void => {
    if (value !== undefined && value !== '') facts.push([name, value])
  }
  add('task', task && `${task.task_number} ${task.command}, ran ${showDuration(task.duration_ms)}`)
  add('attempt', evidence.attempt === undefined ? undefined : String(evidence.attempt))
  add('worker', evidence.worker_id)
  add('due', evidence.due_at && `in ${showDuration(Date.parse(evidence.due_at) - nowMs)}`)
  add('paused', showAge(evidence.paused_since, nowMs))
  for (const holder of holders ?? []) {
    add('held by', `${holder.job_id} on ${holder.worker_id}, since ${showAge(holder.since, nowMs)}`)
  }
  for (const worker of lacking ?? []) {
    const lacks = worker.forbids ?? [...worker.tools, ...worker.tags].join(', ')
    add(worker.forbids === undefined ? 'lacking' : 'forbidding', `${worker.worker_id}: ${lacks}`)
  }
  add('able', workers?.join(', '))
  add('ahead', evidence.ahead === undefined ? undefined : aheadOf(evidence))
  add('other queues', other_queues?.join(', '))
  add('dead workers', dead_workers?.join(', '))
  add('error', task === undefined ? evidence.error : undefined)
  return facts
}

function aheadOf({ ahead = 0, ahead_is_more }: JobWhyEvidence): string {
  return ahead_is_more === true ? `${ahead} or more` : String(ahead)
}
