/**
 * Every wait of a test has an end: a test that waits for ever says nothing about why.
 */
export const defaultDeadlineMs = 20_000

/** Rejects with `what()` when `promise` has not settled in time. */
export async function within<Value>(
  promise: Promise<Value>,
  what: string | (() => string),
  timeoutMs = defaultDeadlineMs,
): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no sign of ${typeof what === 'string' ? what : what()} within ${timeoutMs} ms`))
    }, timeoutMs)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
