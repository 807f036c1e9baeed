/** A redis-server for tests of the transport: another implementation of the same protocol, with a key and a socket. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Redis {
  readonly addr: string
  readonly socket: string
  readonly key: string
  stop(): Promise<void>
}

/** Starts it in a short directory (a socket's path is bounded); resolves when it takes connections. */
export async function startRedis(port?: number): Promise<Redis> {
  const directory = mkdtempSync(join(tmpdir(), 'agx-redis-'))
  const at = port ?? (await freePort())
  const key = 'test-key'
  const socket = `${directory}/r.sock`
  const child = spawn(
    'redis-server',
    ['--port', String(at), '--unixsocket', socket, '--requirepass', key, '--save', '', '--dir', directory],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  await ready(child)
  return {
    addr: `127.0.0.1:${at}`,
    socket,
    key,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await ended
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

async function ready(child: ChildProcess): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  let text = ''
  child.once('exit', () => reject(new Error(`redis-server ended: ${text}`)))
  child.stdout?.on('data', (piece) => {
    text += String(piece)
    if (/ready to accept connections at|Ready to accept connections unix/.test(text)) resolve()
  })
  await promise
}

/** A port nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}
