/**
 * May this request be asked at all? Judged before anything runs: is the client known, does the command exist, may a key
 * of its role use it, does the number of arguments fit, may a subscriber ask it. The first thing wrong is what is answered.
 */

import { type Role, rolesOf } from '../roles.ts'
import { refuse, wrongArity } from './answers.ts'
import { type Entry, fitsArity } from './catalog.ts'
import type { Client } from './client.ts'
import type { Answer } from './encoder.ts'
import type { ConnectionCommand, Shared } from './session.ts'

/** Longer than any name; a longer one is cut before it is repeated to anyone. */
const NAME_BYTES = 64

const noAuth: Answer = {
  kind: 'error',
  code: 'NOAUTH',
  text: 'Authentication required. Send AUTH <session key> first',
}

/** The command asked for, or the refusal. `frame` is the name and its arguments, as sent. */
export function admit(
  shared: Shared,
  client: Client,
  frame: readonly Buffer[],
): Entry<ConnectionCommand> | Answer {
  const sent = frame[0]?.toString('latin1', 0, NAME_BYTES) ?? ''
  const entry = shared.catalog.find(sent.toUpperCase())
  if (client.credential === undefined && !entry?.own?.stranger) return noAuth
  if (entry === undefined) {
    return shared.catalog.unknown(
      printable(sent),
      printable(frame[1]?.toString('latin1', 0, NAME_BYTES) ?? ''),
    )
  }
  const { info, own } = entry
  const { role } = client
  // An admin, the session key among them, pays nothing for the others' roles.
  if (role !== undefined && role !== 'admin' && !rolesOf(info.name).includes(role))
    return noPerm(client, role, info.name)
  if (!fitsArity(info.arity, frame.length)) return wrongArity(info.name)
  if (client.subscribedOnly && !own?.subscriber) {
    return refuse(
      `Can't execute '${info.name.toLowerCase()}': only (P)SUBSCRIBE / (P)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context`,
    )
  }
  return entry
}

function noPerm({ keyName }: Client, role: Role, command: string): Answer {
  const able = rolesOf(command).join(' or ') || 'admin'
  return {
    kind: 'error',
    code: 'NOPERM',
    text: `key '${keyName}' is a ${role} and may not ${command}: that needs a key of role ${able} (agq keys add)`,
  }
}

function printable(text: string): string {
  return text.replace(/[^ -~]/g, '?')
}
