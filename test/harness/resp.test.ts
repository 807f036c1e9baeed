/** The tests' own decoder: the same replies however the bytes are cut, and large ones without copying them again. */
import t from 'tap'
import { type Reply, replyDecoder } from './resp.ts'

const bytes = Buffer.from(
  '+OK\r\n-ERR no\r\n:-7\r\n$5\r\na\r\n\0b\r\n$-1\r\n$0\r\n\r\n*-1\r\n*2\r\n*1\r\n+x\r\n$1\r\ny\r\n*0\r\n',
)
const kinds = ['simple', 'error', 'int', 'bulk', 'nil', 'bulk', 'nil', 'array', 'array']

function decodeInChunks(size: number): readonly Reply[] {
  const replies: Reply[] = []
  const decode = replyDecoder((reply) => replies.push(reply))
  for (let at = 0; at < bytes.length; at += size) decode(bytes.subarray(at, at + size))
  return replies
}

t.test('however it is cut', async (t) => {
  const whole = decodeInChunks(bytes.length)
  t.same(
    whole.map(({ kind }) => kind),
    kinds,
  )
  t.match(whole[3], { value: Buffer.from('a\r\n\0b') })
  for (let size = 1; size < bytes.length; size += 1)
    t.same(decodeInChunks(size), whole, `${size} bytes at a time`)
})

t.test('large bulks', async (t) => {
  const large = Buffer.alloc(3_000_000, 'z')
  const replies: Reply[] = []
  const decode = replyDecoder((reply) => replies.push(reply))
  const all = Buffer.concat([Buffer.from(`$${large.length}\r\n`), large, Buffer.from('\r\n:1\r\n')])
  for (let at = 0; at < all.length; at += 1_000) decode(all.subarray(at, at + 1_000))
  t.equal(replies.length, 2)
  t.ok(replies[0]?.kind === 'bulk' && replies[0].value.equals(large))
})
