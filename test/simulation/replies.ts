/** Replies as clients read them. */
import type { Reply } from '../../agq/dist/wire/index.js'

export interface GrantView {
  readonly jobId: string
  readonly token: number
  readonly envelope: string
}

export function codeOf(reply: Reply): string | null {
  return reply.kind === 'error' ? reply.code : null
}

/** `OK status=completed` → completed */
export function fieldOf(reply: Reply, name: string): string | null {
  if (reply.kind !== 'simple') return null
  const field = reply.text.split(' ').find((word) => word.startsWith(`${name}=`))
  return field === undefined ? null : field.slice(name.length + 1)
}

export function jsonOf(reply: Reply): unknown {
  return reply.kind === 'bulk' ? JSON.parse(String(reply.value)) : null
}

export function grantsOf(reply: Reply): readonly GrantView[] {
  if (reply.kind !== 'array') return []
  return reply.items.map((item) => {
    const fields = new Map<string, string>()
    const flat = item.kind === 'array' ? item.items : []
    for (let at = 0; at + 1 < flat.length; at += 2) fields.set(textOf(flat[at]), textOf(flat[at + 1]))
    return {
      jobId: fields.get('job_id') ?? '',
      token: Number(fields.get('token')),
      envelope: fields.get('envelope') ?? '',
    }
  })
}

function textOf(reply: Reply | undefined): string {
  return reply?.kind === 'bulk' ? String(reply.value) : ''
}
