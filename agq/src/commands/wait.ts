/**
 * The patience of a blocked command: over when its time is up or its caller has gone. Who started a wait ends it, so
 * that nothing of it stays behind: a forgotten timer of a day would be a leak of a day.
 */
import type { Clock } from '../loop/clock.ts'

export interface Wait {
  readonly signal: AbortSignal
  end(): void
}

/** `timeoutMs` null: as long as the caller is there. */
export function startWait(clock: Clock, closed: AbortSignal, timeoutMs: number | null): Wait {
  const over = new AbortController()
  const stop = (): void => over.abort()
  const timer = timeoutMs === null ? null : clock.after(timeoutMs, stop)
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
