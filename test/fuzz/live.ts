/**
 * Fuzzing a running AGQ: peers that send noise, broken frames and odd requests, before AUTH and after it, and leave in
 * every manner; beside them a healthy client that must never notice. Afterwards the Jobs are the same, what the
 * peers held is given back, and AGQ has logged no error of its own.
 */
import { createConnection } from 'node:net'
import { commandTable } from '../../agq/dist/commands/dispatch.js'
import {
  type Agq,
  type Connection,
  encodeCommand,
  type Owner,
  pipeline,
  type Random,
  seededRandom,
  startAgq,
  within,
} from '../harness/index.ts'
import { descriptorsOf, memoryOf, mib } from './burden.ts'
import { drawCase } from './cases.ts'
import { type Healthy, makeHealthy } from './healthy.ts'
import { mutate } from './mutations.ts'

export interface LiveReport {
  readonly connections: number
  readonly sentBytes: number
  readonly receivedBytes: number
  readonly turns: number
  readonly slowestMs: number
  readonly memoryBefore: number
  readonly memoryAfter: number
  readonly descriptorsBefore: number
  readonly descriptorsAfter: number
  /** What should not be: lost or changed Jobs, connections that did not end, errors in the log. */
  readonly wrongs: readonly string[]
}

/** Jobs that lie there from the beginning. */
const JOBS = 200
/** Many of them wait for the answer to a wrong key, which comes late. */
const PEERS = 64
/** An upload survives its connection, on purpose: it goes on after a reconnect, and is dropped an hour later. */
const unfinished = '/blobs/new/'
/** Peers that are warmed up with, so that what only grows once does not count. */
const WARM = 200

export async function fuzzLive(
  owner: Owner,
  options: {
    readonly seed: number
    readonly connections: number
    readonly onProgress?: (line: string) => void
  },
): Promise<LiveReport> {
  const agq = await startAgq(owner)
  const connection = await agq.connect()
  const envelopes = Array.from({ length: JOBS }, () => pipeline([['no-worker-has-this']]))
  await Promise.all(envelopes.map((envelope) => connection.submit(envelope)))
  const healthy = await makeHealthy(owner, agq)
  await healthy.turn()

  const wrongs: string[] = []
  let [sentBytes, receivedBytes, started] = [0, 0, 0]
  const peers = async (count: number): Promise<void> => {
    const until = started + count
    const lane = async (): Promise<void> => {
      while (started < until) {
        const number = started++
        try {
          const { sent, received } = await meet(agq, seededRandom(options.seed * 1_000_003 + number))
          sentBytes += sent
          receivedBytes += received
        } catch (error) {
          wrongs.push(`connection ${number}: ${error instanceof Error ? error.message : error}`)
        }
      }
    }
    await Promise.all(Array.from({ length: PEERS }, lane))
  }
  await peers(WARM)
  const before = { memory: memoryOf(agq.pid).bytes, descriptors: descriptorsOf(agq.pid, unfinished) }

  let busy = true
  let turns = 0
  const beside = async (): Promise<void> => {
    while (busy) {
      await healthy.turn()
      if (++turns % 200 === 0)
        options.onProgress?.(
          `${started} connections, ${turns} turns of the healthy client, ${mib(memoryOf(agq.pid).bytes)}`,
        )
    }
  }
  const watched = beside().catch((error: unknown) => void wrongs.push(String(error)))
  await peers(options.connections)
  busy = false
  await watched

  wrongs.push(...(await compareJobs(connection, healthy, envelopes)))
  wrongs.push(...loggedErrors(agq))
  return {
    connections: started,
    sentBytes,
    receivedBytes,
    turns,
    slowestMs: healthy.slowestMs,
    memoryBefore: before.memory,
    memoryAfter: memoryOf(agq.pid).bytes,
    descriptorsBefore: before.descriptors,
    descriptorsAfter: descriptorsOf(agq.pid, unfinished),
    wrongs,
  }
}

/** One hostile connection, from its first byte to its end. */
async function meet(agq: Agq, random: Random): Promise<{ readonly sent: number; readonly received: number }> {
  const socket = createConnection({ host: agq.host, port: agq.port, noDelay: true })
  let received = 0
  let first = ''
  socket.on('data', (bytes: Buffer) => {
    if (received === 0) first = bytes.toString('latin1', 0, 60)
    received += bytes.length
  })
  socket.on('error', () => {}) // AGQ may close, or the peer itself may have
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()))
  const parts = [random.next() < 0.6 ? encodeCommand(['AUTH', agq.sessionKey]) : Buffer.alloc(0)]
  for (let left = random.integer(1, 4); left > 0; left -= 1) parts.push(drawBytes(random))
  const bytes = Buffer.concat(parts)
  const step = random.pick([bytes.length, bytes.length, 1_000, 37, 5])
  for (let at = 0; at < bytes.length && at < 400 * step; at += step) {
    socket.write(bytes.subarray(at, at + step))
    if (step < bytes.length) await new Promise((resolve) => setImmediate(resolve))
  }
  const leave = random.next()
  if (leave < 0.15) socket.resetAndDestroy()
  else if (leave < 0.3) socket.destroy()
  else socket.end()
  await within(closed, () => `an end after ${JSON.stringify(bytes.toString('latin1', 0, 300))}`, 10_000)
  if (received > 0 && !/^[-+:$*%_]/.test(first)) throw new Error(`no RESP: ${JSON.stringify(first)}`)
  return { sent: bytes.length, received }
}

function drawBytes(random: Random): Buffer {
  const draw = random.next()
  if (draw < 0.5)
    return drawCase(random.integer(0, 2 ** 30), random.integer(0, 2 ** 30)).bytes.subarray(0, 2 ** 20)
  const requests = Array.from({ length: random.integer(1, 20) }, () => encodeCommand(drawRequest(random)))
  const bytes = Buffer.concat(requests)
  return draw < 0.7 ? mutate(random, bytes) : bytes
}

const names = [
  ...commandTable.map(({ name }) => name),
  ...[
    'PING',
    'ECHO',
    'HELLO',
    'RESET',
    'SELECT',
    'CLIENT',
    'COMMAND',
    'SUBSCRIBE',
    'PSUBSCRIBE',
    'UNSUBSCRIBE',
  ],
]
const tokens = [
  ...[
    '0',
    '1',
    '-1',
    '3',
    '99999999999',
    '',
    '*',
    'a',
    'LIMIT',
    'CURSOR',
    'OFFSET',
    'STDOUT',
    'INPUT',
    'LIST',
    'AUTH',
  ],
  ...[
    'no-such-id',
    '\0',
    '\xff\xfe',
    '../..',
    '{}',
    '[]',
    'null',
    '{"job_id":1}',
    '{"worker_id":"w"}',
    '{"a":',
  ],
  ...['[['.repeat(40), `{"${'n'.repeat(2_000)}":1}`, 'x'.repeat(3_000), 'a'.repeat(64), 'STATUS', 'running'],
]

/** A command that exists, asked for in a way that nobody means. No argument names a Job, so nothing it asks may change one. */
function drawRequest(random: Random): readonly string[] {
  return [random.pick(names), ...Array.from({ length: random.integer(0, 5) }, () => random.pick(tokens))]
}

async function compareJobs(
  connection: Connection,
  healthy: Healthy,
  envelopes: readonly { readonly job_id: string }[],
): Promise<readonly string[]> {
  const wanted = new Map(envelopes.map(({ job_id }) => [job_id, 'pending']))
  for (const id of healthy.jobIds) wanted.set(id, 'cancelled')
  const wrongs: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const more: readonly string[] = cursor === '' ? [] : ['CURSOR', cursor]
    const page: { cursor: string | null; rows: readonly { job_id: string; status: string }[] } =
      await connection.page('JOB.LIST', 'LIMIT', '1000', ...more)
    for (const { job_id, status } of page.rows) {
      if (wanted.get(job_id) !== status)
        wrongs.push(`${job_id} is ${status}, not ${wanted.get(job_id) ?? 'there'}`)
      wanted.delete(job_id)
    }
    cursor = page.cursor
  }
  for (const id of wanted.keys()) wrongs.push(`${id} is gone`)
  return wrongs
}

/** Lines of the log at level error or above: nothing a peer sends may be one. */
function loggedErrors(agq: Agq): readonly string[] {
  const lines = agq.program.stderr().split('\n')
  return lines.filter((line) => /^\{"level":[56]0/.test(line) || (line !== '' && !line.startsWith('{')))
}
