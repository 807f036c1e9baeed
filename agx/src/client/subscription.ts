/**
 * Listening to AGQ's pub/sub on a connection of its own, as a subscribed connection can carry no other command.
 * After a lost connection is back the channels are subscribed again; what was said meanwhile is gone, and
 * `onGap` tells the listener so.
 */
import type { Target } from './config.ts'
import { openConnection } from './connection.ts'

/** A running subscription. */
export interface Subscription {
  close(): Promise<void>
}

/** What a listener may want to know besides the messages. */
export interface SubscriptionOptions {
  /** The connection was lost and is back: messages may be missing. Only with `reconnect`. */
  readonly onGap?: () => void
  /** The connection is lost. Without `reconnect` nothing more will come. */
  readonly onLost?: () => void
}

/** Subscribes; resolves when AGQ has confirmed every channel. */
export async function openSubscription(
  target: Target,
  channels: readonly string[],
  onMessage: (channel: string, message: unknown) => void,
  options: SubscriptionOptions,
): Promise<Subscription> {
  const connection = await openConnection(target)
  connection.onMessage((channel, text) => onMessage(channel, parse(text)))
  if (options.onGap !== undefined) connection.on('reconnected', options.onGap)
  if (options.onLost !== undefined) connection.on('lost', options.onLost)
  // Lower case: ioredis recognises the commands that change a connection's mode by their exact name.
  await connection.send('subscribe', channels, null)
  return { close: () => connection.close() }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
