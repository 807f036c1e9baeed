/** JOB.WHY: the engine's explanation, with the last lines of the stderr it rests on, wherever those bytes are. */
import type { OutputPlace } from '../engine/commands.ts'
import type { Caller, Reply } from '../wire/index.ts'
import { idOf } from './arguments.ts'
import type { Context } from './context.ts'
import { bulk, replyOf } from './replies.ts'

const TAIL_BYTES = 2_048
const TAIL_LINES = 10

export async function why(context: Context, caller: Caller, args: readonly Buffer[]): Promise<Reply> {
  const jobId = idOf(args[0], 'job_id')
  const answer = await context.loop.submit(caller.id, { kind: 'job.why', jobId })
  if (answer.kind !== 'why') return replyOf(answer)
  const stderr = answer.stderr === null ? [] : lastLines(await tailOf(context, answer.stderr))
  const { view } = answer
  const evidence = stderr.length === 0 ? view.evidence : { ...view.evidence, stderr }
  return bulk(JSON.stringify({ ...view, evidence }))
}

async function tailOf(context: Context, place: OutputPlace): Promise<Uint8Array> {
  if (place.in === 'row') return place.bytes.subarray(-TAIL_BYTES)
  if (place.in === 'live') return new Uint8Array()
  const offset = Math.max(0, place.bytes - TAIL_BYTES)
  return (await context.blobs.read(place.sha256, offset, TAIL_BYTES)) ?? new Uint8Array()
}

/** As text, without what a terminal or a reader of JSON could stumble over; a line that was cut begins with what is left. */
export function lastLines(bytes: Uint8Array): string[] {
  const text = new TextDecoder('utf-8').decode(bytes).replaceAll('\0', '\uFFFD').replaceAll('\r', '')
  return text
    .replace(/\n+$/, '')
    .split('\n')
    .slice(-TAIL_LINES)
    .filter((line, _, all) => all.length > 1 || line !== '')
}
