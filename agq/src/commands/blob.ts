/** BLOB.*: content-addressed bytes, for inputs and outputs too large for a message. */
import { limits } from '@agenix/specs'
import type { StoredBlob } from '../blobs/blobs.ts'
import { BlobRefused } from '../blobs/refused.ts'
import type { Answer } from '../engine/commands.ts'
import type { Caller, Reply } from '../wire/index.ts'
import { idOf, optionsOf, Refusal, rangeOf, sha256Of } from './arguments.ts'
import type { CommandEntry, Context } from './context.ts'
import { replyOf } from './replies.ts'

export const blobCommands: readonly CommandEntry[] = [
  { name: 'BLOB.PUT', arity: 2, summary: 'Stores bytes under their sha256', run: put },
  {
    name: 'BLOB.APPEND',
    arity: 3,
    summary: 'Adds a piece to an upload: BLOB.APPEND upload bytes',
    run: append,
  },
  {
    name: 'BLOB.COMMIT',
    arity: 3,
    summary: 'Ends an upload and checks it: BLOB.COMMIT upload sha256',
    run: commit,
  },
  {
    name: 'BLOB.GET',
    arity: -2,
    summary: 'Reads stored bytes: BLOB.GET sha256 [OFFSET n] [LIMIT n]',
    replyBytes: limits.bulkBytes,
    run: get,
  },
]

async function put(context: Context, caller: Caller, args: readonly Buffer[]): Promise<Reply> {
  const bytes = args[0] ?? Buffer.alloc(0)
  return record(context, caller, await refusing(() => context.blobs.put(bytes)))
}

async function append(context: Context, caller: Caller, args: readonly Buffer[]): Promise<Reply> {
  const upload = idOf(args[0], 'upload')
  const bytes = args[1] ?? Buffer.alloc(0)
  return { kind: 'int', value: await refusing(() => context.blobs.append(caller.keyName, upload, bytes)) }
}

async function commit(context: Context, caller: Caller, args: readonly Buffer[]): Promise<Reply> {
  const upload = idOf(args[0], 'upload')
  const sha256 = sha256Of(args[1], 'sha256')
  return record(context, caller, await refusing(() => context.blobs.commit(caller.keyName, upload, sha256)))
}

async function get(context: Context, _caller: Caller, args: readonly Buffer[]): Promise<Reply> {
  const [hash, ...rest] = args
  const sha256 = sha256Of(hash, 'sha256')
  const given = optionsOf(rest, ['OFFSET', 'LIMIT'])
  const { offset, limit } = rangeOf(given.OFFSET, given.LIMIT, limits.blobChunkBytes)
  const bytes = await refusing(() => context.blobs.read(sha256, offset, limit))
  return bytes === null ? { kind: 'nil' } : { kind: 'bulk', value: bytes }
}

/** The file is safe; now the database may know of it. */
async function record(context: Context, caller: Caller, blob: StoredBlob): Promise<Reply> {
  const answer = await recordBlob(context, caller, blob)
  if (answer.kind !== 'ok') return replyOf(answer)
  return { kind: 'simple', text: `OK sha256=${blob.sha256} bytes=${blob.bytes}` }
}

/** Until the database has answered the bytes cannot be removed. */
export async function recordBlob(context: Context, caller: Caller, blob: StoredBlob): Promise<Answer> {
  const at = context.clock.now()
  const answer = await context.loop.submit(caller.id, { kind: 'blob.record', ...blob, at })
  context.blobs.release(blob.sha256)
  return answer
}

/** What the blobs refuse, a full disk above all, as an answer to the caller. */
export async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof BlobRefused) throw new Refusal(error.code, error.message)
    throw error
  }
}
