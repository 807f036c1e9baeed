/**
 * The patience of a blocked command: over when its time is up or its caller has gone. Who started a wait ends it, so
 * that nothing of it stays behind: a forgotten timer of a day would be a leak of a day.
 */
import type { Clock, Due } from '../loop/clock.ts'

export interface Wait {
  readonly signal: AbortSignal
  end(): void
}

/** A timer of 2^31 ms or more would fire at once: long patience is taken in pieces. */
const PIECE_MS = 86_400_000

/** Nobody reads it; without it every wait would make an error with its stack. */
const IS_OVER = 'over'

/** `timeoutMs` null: as long as the caller is there. */
export function startWait(clock: Clock, closed: AbortSignal, timeoutMs: number | null): Wait {
  const over = new AbortController()
  const stop = (): void => over.abort(IS_OVER)
  let timer: Due | null = null
  const waitFor = (leftMs: number): void => {
    const pieceMs = Math.min(leftMs, PIECE_MS)
    timer = clock.after(pieceMs, () => (leftMs > pieceMs ? waitFor(leftMs - pieceMs) : stop()))
  }
  if (timeoutMs !== null) waitFor(timeoutMs)
  if (closed.aborted) stop()
  closed.addEventListener('abort', stop, { once: true })
  return {
    signal: over.signal,
    end() {
      timer?.cancel()
      closed.removeEventListener('abort', stop)
      stop()
    },
  }
}
