/**
 * SUBSCRIBE, PSUBSCRIBE and their opposites. Each channel named gets a reply of its own: what was done, the channel,
 * and how many channels and patterns this connection now hears. In RESP3 these are pushes, as the messages are.
 */

import { notForWorkers, refuse } from './answers.ts'
import type { Answer } from './encoder.ts'
import type { ConnectionCommand, Session } from './session.ts'

type Verb = 'subscribe' | 'unsubscribe' | 'psubscribe' | 'punsubscribe'

export const subscribeCommands: readonly ConnectionCommand[] = [
  command('subscribe', -2, 'Hears the named channels', (session, names) =>
    join(session, 'subscribe', names, (name) => session.shared.hub.subscribe(session, name)),
  ),
  command('psubscribe', -2, 'Hears every channel that matches a pattern', (session, names) =>
    join(session, 'psubscribe', names, (name) => session.shared.hub.subscribePattern(session, name)),
  ),
  command('unsubscribe', -1, 'Stops hearing the named channels, or all', (session, names) =>
    leave(session, 'unsubscribe', names.length > 0 ? names : [...session.client.channels], (name) =>
      session.shared.hub.unsubscribe(session, name),
    ),
  ),
  command('punsubscribe', -1, 'Stops hearing the named patterns, or all', (session, names) =>
    leave(session, 'punsubscribe', names.length > 0 ? names : [...session.client.patterns], (name) =>
      session.shared.hub.unsubscribePattern(session, name),
    ),
  ),
]

function command(
  verb: Verb,
  arity: number,
  summary: string,
  run: (session: Session, names: readonly string[]) => Answer,
): ConnectionCommand {
  return {
    name: verb.toUpperCase(),
    arity,
    summary,
    subscriber: true,
    alone: true,
    run: (session, args) => run(session, args.map(String)),
  }
}

function join(session: Session, verb: Verb, names: readonly string[], act: (name: string) => void): Answer {
  const { client } = session
  if (
    client.role === 'worker' &&
    (verb === 'psubscribe' || !names.every((name) => name.startsWith('worker:')))
  ) {
    return notForWorkers(client, 'hear other channels than worker:<id>')
  }
  const { bounds } = session.shared
  if (names.some((name) => Buffer.byteLength(name) > bounds.channelBytes)) {
    return refuse(`a channel or pattern is over the limit of ${bounds.channelBytes} bytes`)
  }
  if (session.client.subscriptionCount + names.length > bounds.subscriptions) {
    return refuse(`more than ${bounds.subscriptions} subscriptions: use a pattern, or another connection`)
  }
  return confirm(session, verb, names, act)
}

function leave(session: Session, verb: Verb, names: readonly string[], act: (name: string) => void): Answer {
  return names.length > 0 ? confirm(session, verb, names, act) : confirmation(session, verb, undefined)
}

function confirm(
  session: Session,
  verb: Verb,
  names: readonly string[],
  act: (name: string) => void,
): Answer {
  const items: Answer[] = []
  for (const name of names) {
    act(name)
    items.push(confirmation(session, verb, name))
  }
  return { kind: 'sequence', items }
}

function confirmation(session: Session, verb: Verb, name: string | undefined): Answer {
  return {
    kind: 'push',
    items: [
      { kind: 'bulk', value: verb },
      name === undefined ? { kind: 'nil' } : { kind: 'bulk', value: name },
      { kind: 'int', value: session.client.subscriptionCount },
    ],
  }
}
