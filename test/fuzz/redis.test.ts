/**
 * AGQ and a real Redis judge the same streams: the same commands with the same arguments, and the same kind of refusal,
 * but for the differences that are listed. `ROUNDS=n` compares more streams, `SEED=n` repeats a run.
 */
import t from 'tap'
import { chosenRounds } from '../harness/config.ts'
import { chosenSeed } from '../harness/index.ts'
import { drawCase, known } from './cases.ts'
import { differences } from './differences.ts'
import { hasRedis, type RedisSays, startRedis } from './redis.ts'
import { type Meaning, type Refusal, readStream } from './reference.ts'
import { tryCase } from './trial.ts'

const seed = chosenSeed()
const rounds = chosenRounds(4_000)
const skip = !hasRedis && 'redis-server is not installed'
const LANES = 16
/** Redis reads so much at once. What lies unread when it closes resets the connection, and its last words are lost. */
const READ_BYTES = 16_384

const meaningOf = (bytes: Buffer): Meaning => readStream(bytes, () => known)

/** Zeros, POST and Host: are differences that hide everything around them. They are shown by their examples. */
function withoutTraps(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1').replaceAll('\0', 'N').replace(/post/gi, 'past')
  return Buffer.from(text.replace(/host:/gi, 'hast:'), 'latin1')
}

const texts: Partial<Record<Refusal, RegExp>> = {
  'multibulk length': /invalid multibulk length/,
  'bulk length': /invalid bulk length/,
  dollar: /expected '\$', got/,
  quotes: /unbalanced quotes in request/,
}

/** What is wrong with how the two judged it; `undefined` where nothing is. */
function compare(bytes: Buffer, meaning: Meaning, redis: RedisSays): string | undefined {
  for (const [index, request] of meaning.requests.entries()) {
    const reply = redis.replies[index]
    if (reply === undefined) return `Redis answered ${index} of ${meaning.requests.length} requests`
    const [name, argument] = request
    if (name?.toString().toUpperCase() !== 'PING' || request.length > 2) continue
    const echoed =
      reply.kind === 'bulk' ? reply.value : Buffer.from(reply.kind === 'simple' ? reply.text : '')
    if (!echoed.equals(argument ?? Buffer.from('PONG'))) return `other arguments in request ${index + 1}`
  }
  const more = redis.replies.length - meaning.requests.length
  const text = meaning.refused === undefined ? undefined : texts[meaning.refused]
  const same = meaning.refused === undefined ? redis.refused === undefined : text?.test(redis.refused ?? '')
  if (more === 0 && same) return undefined
  if (differences.some((difference) => difference.explains(bytes, meaning))) return undefined
  return `AGQ: ${meaning.refused ?? 'fine'}; Redis: ${redis.refused ?? 'fine'}, ${more} more replies`
}

t.test(`${rounds} streams, SEED=${seed}`, { skip }, async (t) => {
  const ask = await startRedis(t)
  const problems: string[] = []
  const refusals = new Set<string>()
  let number = 0
  const lane = async (): Promise<void> => {
    while (number < rounds && problems.length < 5) {
      const drawn = drawCase(seed, number++)
      if (drawn.bytes.length > READ_BYTES) continue
      const bytes = withoutTraps(drawn.bytes)
      tryCase({ ...drawn, bytes, requests: undefined, widenAfter: 0 })
      const meaning = meaningOf(bytes)
      if (meaning.refused !== undefined) refusals.add(meaning.refused)
      const problem = compare(bytes, meaning, await ask(bytes))
      if (problem !== undefined)
        problems.push(`${problem}: ${JSON.stringify(bytes.toString('latin1', 0, 400))}`)
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  t.strictSame(problems, [])
  t.ok(refusals.size >= 6, `refusals met: ${[...refusals].join(', ')}`)
})

t.test('every difference that is listed is one', { skip }, async (t) => {
  const ask = await startRedis(t)
  for (const { name, example, agq, redis } of differences) {
    const meaning = meaningOf(example)
    t.equal(meaning.refused, agq, `${name}: AGQ`)
    const says = await ask(example)
    const does =
      says.refused !== undefined
        ? 'refuses it'
        : says.replies.length > 0
          ? 'takes it'
          : says.closedFirst
            ? 'closes without a word'
            : 'waits for more'
    t.equal(does, redis, `${name}: Redis`)
  }
})
