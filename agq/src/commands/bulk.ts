/**
 * Works through many Jobs piece by piece: each piece is durable by itself, and whatever else came goes between two of
 * them. A caller that leaves in the middle does not stop it; a server that ends does, between two pieces.
 */
import type { BulkChange } from '../engine/commands.ts'
import type { BulkCursor, BulkFilter } from '../engine/port.ts'
import type { Caller } from '../wire/index.ts'
import { Refusal } from './arguments.ts'
import type { Context } from './context.ts'

/** Jobs of one piece: as many as fill a batch, so that others wait for one batch and no more. */
const PIECE = 500

export const NO_FILTER: BulkFilter = { status: null, plan: null, action: null, queue: null, label: null }

export interface Swept {
  readonly done: number
  /** Jobs that could not be changed as they are. */
  readonly skipped: number
}

/** One bulk change after the other, `most` Jobs in all. Rejects with a Refusal; what was done until then stays done. */
export async function changeAll(
  context: Context,
  caller: Caller,
  bulks: readonly BulkChange[],
  most: number = Number.POSITIVE_INFINITY,
): Promise<Swept> {
  let done = 0
  let skipped = 0
  for (const bulk of bulks) {
    let cursor: BulkCursor | null = null
    do {
      const limit = Math.min(PIECE, most - done)
      if (limit <= 0) return { done, skipped }
      const command = { kind: 'jobs.bulk', bulk, cursor, limit, at: context.clock.now() } as const
      const answer = await context.loop.submit(caller.id, command)
      if (answer.kind === 'refused') throw new Refusal(answer.code, answer.text)
      if (answer.kind !== 'changed') throw new Error(`a bulk change was answered with ${answer.kind}`)
      done += answer.done
      skipped += answer.skipped
      cursor = answer.cursor
    } while (cursor !== null)
  }
  return { done, skipped }
}
