/**
 * JOB.OUTPUT: exact bytes of a stream at the stream's own offsets, wherever they are: in the result's row, in a blob, or
 * with the pieces that a running task's worker sent. Where bytes were written that are not there, it says so, and where
 * to read on; it never hands out bytes as if they stood at another offset.
 */
import { limits } from '@agenix/specs'
import type { Gap, OutputPlace } from '../engine/commands.ts'
import type { Caller, Reply } from '../wire/index.ts'
import { idOf, integerOf, optionsOf, Refusal, rangeOf, streamOf } from './arguments.ts'
import { refusing } from './blob.ts'
import type { Context } from './context.ts'
import { replyOf } from './replies.ts'

interface Range {
  readonly offset: number
  readonly limit: number
}

export async function jobOutput(context: Context, caller: Caller, args: readonly Buffer[]): Promise<Reply> {
  const [id, task, streamName, ...rest] = args
  const jobId = idOf(id, 'job_id')
  const taskNumber = integerOf(task, 'task', 1, limits.tasks)
  const stream = streamOf(streamName)
  const given = optionsOf(rest, ['OFFSET', 'LIMIT', 'ATTEMPT'])
  const range = rangeOf(given.OFFSET, given.LIMIT, limits.bulkBytes)
  const attempt =
    given.ATTEMPT === undefined ? null : integerOf(given.ATTEMPT, 'ATTEMPT', 1, Number.MAX_SAFE_INTEGER)
  const question = { kind: 'job.output', jobId, taskNumber, stream, attempt } as const
  const answer = await context.loop.submit(caller.id, question)
  if (answer.kind !== 'output') return replyOf(answer)
  const { place, gap } = answer
  const what = `of ${stream} of task ${taskNumber} of Job ${jobId}`
  if (place.in === 'live') {
    const live = await context.live.read(jobId, place.token, taskNumber, stream, range.offset, range.limit)
    if (typeof live !== 'number') return { kind: 'bulk', value: live }
    throw notThere(`bytes before ${live} ${what} are not kept while it runs`, live)
  }
  const kept = gap === null ? range : besideGap(gap, range)
  if (kept === null) {
    const { from, to } = gap ?? { from: 0, to: 0 }
    throw notThere(`bytes ${from} to ${to} ${what} were dropped (limits.output_bytes)`, to)
  }
  const bytes = await readKept(context, place, kept)
  if (bytes !== null) return { kind: 'bulk', value: bytes }
  // Retention came between the answer and the reading: asked again, it says so.
  const again = await context.loop.submit(caller.id, question)
  return again.kind === 'output' ? { kind: 'nil' } : replyOf(again)
}

/** Who reads along goes by the last words. */
function notThere(text: string, readOnAt: number): Refusal {
  return new Refusal('NOTFOUND', `${text}: read on from OFFSET ${readOnAt}`)
}

/** Where in the kept bytes a range of the stream lies: up to the gap, or behind it. Null: it begins inside. */
function besideGap({ from, to }: Gap, { offset, limit }: Range): Range | null {
  if (offset < from) return { offset, limit: Math.min(limit, from - offset) }
  return offset < to ? null : { offset: offset - (to - from), limit }
}

/** Null: the blob is not there any more. */
async function readKept(
  context: Context,
  place: Exclude<OutputPlace, { readonly in: 'live' }>,
  { offset, limit }: Range,
): Promise<Uint8Array | null> {
  if (place.in === 'row') return place.bytes.subarray(offset, offset + limit)
  return refusing(() => context.blobs.read(place.sha256, offset, limit))
}
