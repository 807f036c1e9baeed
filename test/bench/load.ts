/**
 * The load generator: many connections, one request outstanding on each, everything encoded beforehand. It counts
 * lines instead of decoding them, so that the server is measured and not this; the sink shows how far it is from its own limit.
 */
import { createConnection, type Socket } from 'node:net'
import type { Agq } from '../harness/index.ts'
import { encodeCommand } from '../harness/index.ts'

/** The size of the envelope that all measurements use, in bytes of JSON. */
const envelopeBytes = 550

/** A single-task envelope of 550 bytes; ids of one `label` have one length. */
export function envelopeFor(label: string, number: number, command: string): string {
  const jobId = idOf(label, number)
  const job = { job_id: jobId, plan_id: 'bench', tasks: [{ task_number: 1, command, args: [''] }] }
  const padding = 'x'.repeat(Math.max(0, envelopeBytes - JSON.stringify(job).length))
  return JSON.stringify({ ...job, tasks: [{ task_number: 1, command, args: [padding] }] })
}

export function idOf(label: string, number: number): string {
  return `${label}-${String(number).padStart(8, '0')}`
}

export function submitRequests(label: string, count: number, command = 'bench-tool'): readonly Buffer[] {
  return Array.from({ length: count }, (_, number) =>
    encodeCommand(['JOB.SUBMIT', envelopeFor(label, number, command)]),
  )
}

export interface LoadResult {
  readonly perSecond: number
  /** How busy this process's event loop was, 0 to 1: near 1 the generator is what was measured. */
  readonly generatorBusy: number
}

const plus = 0x2b
const lineFeed = 0x0a

type Target = Pick<Agq, 'host' | 'port' | 'sessionKey'>

/** Sends every request over `connections` connections, on each of which `depth` wait for their replies at a time. */
export async function sendAll(
  target: Target,
  requests: readonly Buffer[],
  connections: number,
  depth = 1,
): Promise<LoadResult> {
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(target)))
  let next = 0
  const before = performance.eventLoopUtilization()
  const start = performance.now()
  await Promise.all(
    sockets.map(
      (socket) =>
        new Promise<void>((resolve, reject) => {
          let waiting = 0
          let isLineBegin = true
          const refuse = (chunk: Buffer): void =>
            reject(new Error(`the server answered ${chunk.toString('utf8', 0, 200)}`))
          const send = (): void => {
            socket.cork()
            for (; waiting < depth && next < requests.length; waiting += 1)
              socket.write(requests[next++] ?? '')
            socket.uncork()
            if (waiting === 0) resolve()
          }
          socket.on('data', (chunk) => {
            for (const byte of chunk) {
              if (isLineBegin && byte !== plus) refuse(chunk)
              isLineBegin = byte === lineFeed
              if (isLineBegin) waiting -= 1
            }
            send()
          })
          socket.once('error', reject)
          socket.once('close', () => reject(new Error('the server closed the connection')))
          send()
        }),
    ),
  )
  const seconds = (performance.now() - start) / 1_000
  const generatorBusy = performance.eventLoopUtilization(before).utilization
  for (const socket of sockets) socket.destroy()
  return { perSecond: requests.length / seconds, generatorBusy }
}

function open({ host, port, sessionKey }: Target): Promise<Socket> {
  const socket = createConnection({ host, port, noDelay: true })
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.once('connect', () => {
      if (sessionKey === '') return resolve(socket)
      socket.write(encodeCommand(['AUTH', sessionKey]))
      socket.once('data', (chunk) => {
        if (chunk.toString() === '+OK\r\n') resolve(socket)
        else reject(new Error(`AUTH: ${chunk.toString()}`))
      })
    })
  })
}

/** A server that says OK to requests of one known length and does nothing: as a program for `node -e`. */
export function sinkProgram(requestBytes: number): string {
  return `import('node:net').then(({ createServer }) => createServer((socket) => {
    let pending = 0
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      pending += chunk.length
      const count = Math.floor(pending / ${requestBytes})
      pending -= count * ${requestBytes}
      if (count > 0) socket.write('+OK job_id=xxxxxxxxxxxxxxxx\\r\\n'.repeat(count))
    })
  }).listen(0, '127.0.0.1', function () { console.log('sink on ' + this.address().port) }))`
}
