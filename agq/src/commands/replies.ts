/** The engine's answers as RESP replies. */
import type { Answer, Grant } from '../engine/commands.ts'
import type { Reply } from '../wire/index.ts'

export function replyOf(answer: Answer): Reply {
  switch (answer.kind) {
    case 'ok':
      return { kind: 'simple', text: answer.text === '' ? 'OK' : `OK ${answer.text}` }
    case 'json':
      return { kind: 'bulk', value: answer.text }
    case 'int':
      return { kind: 'int', value: answer.value }
    case 'nil':
      return { kind: 'nil' }
    case 'grants':
      return { kind: 'array', items: answer.grants.map(grantReply) }
    case 'page':
      return {
        kind: 'array',
        items: [answer.cursor === null ? { kind: 'nil' } : bulk(answer.cursor), ...answer.rows.map(bulk)],
      }
    case 'output':
    case 'why':
    case 'changed':
    case 'retired':
    case 'names':
      throw new Error(`${answer.kind} is not a reply yet`)
    case 'refused':
      return { kind: 'error', code: answer.code, text: answer.text }
  }
}

/** Name, value, …: the envelope goes out as it came in. */
function grantReply(grant: Grant): Reply {
  return {
    kind: 'array',
    items: [
      bulk('job_id'),
      bulk(grant.jobId),
      bulk('attempt'),
      bulk(String(grant.attempt)),
      bulk('token'),
      bulk(String(grant.token)),
      bulk('lease_ms'),
      bulk(String(grant.leaseMs)),
      bulk('envelope'),
      bulk(grant.envelope),
      bulk('input'),
      grant.input === null ? { kind: 'nil' } : { kind: 'bulk', value: grant.input },
      bulk('input_ref'),
      grant.inputRef === null ? { kind: 'nil' } : bulk(grant.inputRef),
      bulk('input_bytes'),
      bulk(String(grant.inputBytes)),
      bulk('resume'),
      grant.resume === null ? { kind: 'nil' } : bulk(grant.resume),
      bulk('signature'),
      grant.signature === null ? { kind: 'nil' } : bulk(`${grant.signature.keyId} ${grant.signature.seal}`),
    ],
  }
}

export function bulk(text: string): Reply {
  return { kind: 'bulk', value: text }
}

export const OK: Reply = { kind: 'simple', text: 'OK' }
