/**
 * RESP2 as seen by a client that trusts nothing: replies keep their kind, so that a test can tell `+OK` from a bulk
 * `OK`. Written apart from the product's own decoders, on purpose.
 */
export type Reply =
  | { readonly kind: 'simple'; readonly text: string }
  | { readonly kind: 'error'; readonly text: string }
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'bulk'; readonly value: Buffer }
  | { readonly kind: 'nil' }
  | { readonly kind: 'array'; readonly items: readonly Reply[] }

export type Argument = string | number | Uint8Array

/** One command as an array of bulk strings. */
export function encodeCommand(args: readonly Argument[]): Buffer {
  const parts: Buffer[] = [Buffer.from(`*${args.length}\r\n`)]
  for (const argument of args) {
    const bytes = argument instanceof Uint8Array ? Buffer.from(argument) : Buffer.from(String(argument))
    parts.push(Buffer.from(`$${bytes.length}\r\n`), bytes, Buffer.from('\r\n'))
  }
  return Buffer.concat(parts)
}

/** Takes chunks, hands out whole replies in order. Throws on bytes that are not RESP2. */
export function replyDecoder(onReply: (reply: Reply) => void): (chunk: Buffer) => void {
  let chunks: Buffer[] = []
  let pending = 0
  let needed = 1
  return (chunk) => {
    chunks.push(chunk)
    pending += chunk.length
    if (pending < needed) return // a large bulk: join its chunks once, not at every one
    const bytes = chunks.length === 1 ? chunk : Buffer.concat(chunks)
    let at = 0
    needed = 1
    while (at < bytes.length) {
      const read = readReply(bytes, at)
      if (typeof read === 'number') {
        needed = read - at
        break
      }
      at = read.end
      onReply(read.reply)
    }
    const rest = bytes.subarray(at)
    chunks = rest.length > 0 ? [rest] : []
    pending = rest.length
  }
}

/** A reply and where it ends, or the offset up to which bytes are needed at least before it can be read. */
function readReply(bytes: Buffer, start: number): { reply: Reply; end: number } | number {
  const lineEnd = bytes.indexOf('\r\n', start)
  if (lineEnd < 0) return bytes.length + 1
  const type = String.fromCharCode(bytes[start] ?? 0)
  const line = bytes.toString('utf8', start + 1, lineEnd)
  const end = lineEnd + 2
  switch (type) {
    case '+':
      return { reply: { kind: 'simple', text: line }, end }
    case '-':
      return { reply: { kind: 'error', text: line }, end }
    case ':':
      return { reply: { kind: 'int', value: Number(line) }, end }
    case '$': {
      const length = Number(line)
      if (length < 0) return { reply: { kind: 'nil' }, end }
      if (bytes.length < end + length + 2) return end + length + 2
      if (bytes.toString('latin1', end + length, end + length + 2) !== '\r\n')
        throw new Error('bulk without end')
      const value = Buffer.from(bytes.subarray(end, end + length))
      return { reply: { kind: 'bulk', value }, end: end + length + 2 }
    }
    case '*': {
      const count = Number(line)
      if (count < 0) return { reply: { kind: 'nil' }, end }
      const items: Reply[] = []
      let at = end
      for (let index = 0; index < count; index += 1) {
        if (at >= bytes.length) return bytes.length + 1
        const item = readReply(bytes, at)
        if (typeof item === 'number') return item
        items.push(item.reply)
        at = item.end
      }
      return { reply: { kind: 'array', items }, end: at }
    }
    default:
      throw new Error(`not RESP2: ${JSON.stringify(bytes.toString('latin1', start, start + 40))}`)
  }
}

/** A reply as plain values: bulks and simple strings as text, nil as null. Errors stay visible: `{ error }`. */
export function plain(reply: Reply): unknown {
  switch (reply.kind) {
    case 'simple':
      return reply.text
    case 'error':
      return { error: reply.text }
    case 'int':
      return reply.value
    case 'bulk':
      return reply.value.toString('utf8')
    case 'nil':
      return null
    case 'array':
      return reply.items.map(plain)
  }
}
