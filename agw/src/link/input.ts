/**
 * Fetches a Job's input that is too large for the grant, in pieces, into a file, and checks its hash. A lost
 * connection only makes it wait for the next session; it ends with the whole input, a text why not, or the Job's end.
 */
import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { isUnreachable } from '@agenix/agx/client'
import type { Session } from './session.ts'

/** `nextSession` resolves with a living session, or rejects when the signal fires. */
export async function fetchInput(
  sha256: string,
  path: string,
  nextSession: (signal: AbortSignal) => Promise<Session>,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const session = await nextSession(signal)
    try {
      return await fetchOnce(session, sha256, path, signal)
    } catch (error) {
      if (!isUnreachable(error) && !session.lost.aborted) throw error
      session.fail(error)
    }
  }
}

async function fetchOnce(session: Session, sha256: string, path: string, signal: AbortSignal): Promise<void> {
  const line = await session.bytes()
  const hash = createHash('sha256')
  const file = await open(path, 'w', 0o600)
  try {
    for await (const piece of line.getBlob(sha256)) {
      signal.throwIfAborted()
      hash.update(piece)
      await file.writeFile(piece)
    }
  } finally {
    await file.close()
  }
  if (hash.digest('hex') !== sha256) throw new Error(`it came with another hash than ${sha256}`)
}
