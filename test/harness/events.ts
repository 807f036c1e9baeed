/**
 * Listens to pub/sub channels and keeps what came, so that a test waits for an event instead of for time.
 */
import type { Agq } from './agq.ts'
import { within } from './deadline.ts'
import { plain } from './resp.ts'

export interface JobEvent {
  readonly seq: number
  readonly event: string
  readonly job_id?: string
  readonly status?: string
  readonly at?: string
  readonly [more: string]: unknown
}

export interface Listener {
  readonly seen: readonly { readonly channel: string; readonly event: JobEvent }[]
  /** The first event, past or future, that fits. */
  until(fits: (event: JobEvent, channel: string) => boolean, timeoutMs?: number): Promise<JobEvent>
}

export async function listen(agq: Agq, channels: readonly string[]): Promise<Listener> {
  const connection = await agq.connect()
  const seen: { channel: string; event: JobEvent }[] = []
  const waiting = new Set<() => void>()
  let subscribed = 1 // the first confirmation is the reply of the call itself
  let confirmed: () => void = () => {}
  const all = new Promise<void>((resolve) => {
    confirmed = resolve
  })
  connection.onPush((reply) => {
    const [kind, channel, message] = plain(reply) as [string, string, string]
    if (kind === 'subscribe') {
      subscribed += 1
      if (subscribed === channels.length) confirmed()
      return
    }
    if (kind !== 'message') return
    seen.push({ channel, event: JSON.parse(message) })
    for (const check of waiting) check()
  })
  await connection.call('SUBSCRIBE', ...channels)
  if (channels.length > 1) await within(all, 'a confirmation of every channel')
  return {
    seen,
    until: (fits, timeoutMs) =>
      within(
        new Promise<JobEvent>((resolve) => {
          const check = (): void => {
            const found = seen.find(({ event, channel }) => fits(event, channel))
            if (found === undefined) return
            waiting.delete(check)
            resolve(found.event)
          }
          waiting.add(check)
          check()
        }),
        () => `the event; came: ${JSON.stringify(seen)}`,
        timeoutMs,
      ),
  }
}
