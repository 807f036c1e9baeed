/** Blobs travel in chunks of 1 MiB at most, whatever the pieces they are made of, and come back whole. */
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import { putBlob, readBlob } from '../../../../agx/dist/client/blobs.js'

const chunkBytes = 1024 * 1024

/** The blob commands of AGQ, as far as an upload and a download see them. */
function makeStore() {
  const uploads = new Map<string, Buffer[]>()
  const blobs = new Map<string, Buffer>()
  return {
    blobs,
    sizes: [] as number[],
    async call(
      command: string,
      ...args: readonly (string | Uint8Array | number)[]
    ): Promise<string | number> {
      const [upload, value] = args
      const pieces = uploads.get(String(upload)) ?? []
      if (command === 'BLOB.APPEND' && value instanceof Uint8Array) {
        this.sizes.push(value.length)
        uploads.set(String(upload), [...pieces, Buffer.from(value)])
        return 0
      }
      const bytes = Buffer.concat(pieces)
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      if (sha256 !== value) throw new Error('the hash is wrong')
      blobs.set(sha256, bytes)
      return `OK sha256=${sha256} bytes=${bytes.length}`
    },
    async callBytes(_: string, ...args: readonly (string | Uint8Array | number)[]): Promise<Buffer | null> {
      const [sha256, , offset, , limit] = args
      return blobs.get(String(sha256))?.subarray(Number(offset), Number(offset) + Number(limit)) ?? null
    },
  }
}

t.test('any pieces come back as the same bytes', async (t) => {
  const sizes = fc.array(fc.oneof(fc.nat(5), fc.nat(3 * chunkBytes), fc.constant(chunkBytes)), {
    maxLength: 5,
  })
  await fc.assert(
    fc.asyncProperty(sizes, async (given) => {
      const store = makeStore()
      const pieces = given.map((size, index) => Buffer.alloc(size, index + 1))
      const whole = Buffer.concat(pieces)
      const ref = await putBlob(store, toAsync(pieces))
      const back: Buffer[] = []
      for await (const chunk of readBlob(store, ref.sha256)) back.push(chunk)
      const bounded = store.sizes.every((size) => size <= chunkBytes)
      return bounded && ref.bytes === whole.length && Buffer.concat(back).equals(whole)
    }),
    { numRuns: 40 },
  )
  t.pass()
})

t.test('nothing is a blob too, and what is not there is an error', async (t) => {
  const store = makeStore()
  const ref = await putBlob(store, new Uint8Array())
  t.equal(ref.bytes, 0)
  t.same(await Array.fromAsync(readBlob(store, ref.sha256)), [])
  await t.rejects(Array.fromAsync(readBlob(store, 'f'.repeat(64))), { code: 'NOTFOUND' })
})

async function* toAsync(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces
}
