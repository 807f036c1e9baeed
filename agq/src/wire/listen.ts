/**
 * Opens the sockets to listen on. A failure says who is in the way and what to do about it. A unix socket is
 * readable and writable by its owner alone, and a file that a killed server left is removed once nobody answers there.
 */

import { lstatSync, unlinkSync } from 'node:fs'
import { connect, type Server, type Socket } from 'node:net'

export type ListenOn = { readonly host: string; readonly port: number } | { readonly socketPath: string }

/** How long somebody who is in our place gets to say what it is. */
const PROBE_MS = 500
/** sockaddr_un holds 108 bytes on Linux and 104 elsewhere, the last one a zero. */
const SOCKET_PATH_BYTES = 103

/** Listens; resolves to the address as clients write it: `host:port`, `[v6]:port`, `unix:/path`. */
export async function listen(server: Server, on: ListenOn): Promise<string> {
  if ('socketPath' in on) return listenUnix(server, on.socketPath)
  try {
    await begin(server, () => server.listen({ host: on.host, port: on.port }))
  } catch (error) {
    throw new Error(await explain(error, on.host, on.port), { cause: error })
  }
  const bound = server.address()
  const port = typeof bound === 'object' && bound !== null ? bound.port : on.port
  return formatAddress(on.host, port)
}

export function formatAddress(host: string | undefined, port: number | undefined): string {
  return host?.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}

async function listenUnix(server: Server, path: string): Promise<string> {
  if (Buffer.byteLength(path) > SOCKET_PATH_BYTES) {
    throw new Error(
      `Cannot listen on unix:${path}: a socket's path has at most ${SOCKET_PATH_BYTES} bytes; choose a shorter one with --socket`,
    )
  }
  try {
    await begin(server, () => listenPrivately(server, path))
  } catch (error) {
    if (codeOf(error) !== 'EADDRINUSE') throw unixFailure(path, String(error), error)
    await removeStale(path, error)
    try {
      await begin(server, () => listenPrivately(server, path))
    } catch (again) {
      throw unixFailure(path, String(again), again)
    }
  }
  return `unix:${path}`
}

/** The file is made while `listen` runs, so a mask around it leaves no moment in which others could connect. */
function listenPrivately(server: Server, path: string): void {
  const mask = process.umask(0o177)
  try {
    server.listen({ path })
  } finally {
    process.umask(mask)
  }
}

async function removeStale(path: string, cause: unknown): Promise<void> {
  if (!lstatSync(path).isSocket()) {
    throw unixFailure(
      path,
      'there is a file that is no socket; remove it, or choose another with --socket',
      cause,
    )
  }
  const answer = await probe(() => connect({ path }))
  if (answer.kind !== 'refused') {
    throw unixFailure(path, `${describe(answer)}; stop it, or choose another with --socket`, cause)
  }
  unlinkSync(path)
}

function unixFailure(path: string, why: string, cause: unknown): Error {
  return new Error(`Cannot listen on unix:${path}: ${why}`, { cause })
}

function begin(server: Server, start: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (error?: Error) => {
      server.off('error', done)
      server.off('listening', done)
      if (error === undefined) resolve()
      else reject(error)
    }
    server.on('error', done)
    server.on('listening', done)
    start()
  })
}

async function explain(error: unknown, host: string, port: number): Promise<string> {
  const where = `Cannot listen on ${formatAddress(host, port)}`
  switch (codeOf(error)) {
    case 'EADDRINUSE': {
      const answer = await probe(() => connect({ host, port }))
      return `${where}: ${describe(answer)}; stop it ("ss -ltnp 'sport = :${port}'" names it), or choose another port with --bind`
    }
    case 'EACCES':
      return `${where}: this user may not use port ${port}; choose one above 1023 with --bind`
    case 'EADDRNOTAVAIL':
      return `${where}: no network interface of this machine has that address; choose another with --bind`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${where}: there is no host of that name; give an address with --bind`
    default:
      return `${where}: ${error instanceof Error ? error.message : String(error)}`
  }
}

type Probe = { readonly kind: 'refused' | 'silent' } | { readonly kind: 'answered'; readonly text: string }

/** Asks who is there. */
function probe(open: () => Socket): Promise<Probe> {
  return new Promise((resolve) => {
    const socket = open()
    const end = (answer: Probe) => {
      resolve(answer)
      socket.destroy()
    }
    socket.setTimeout(PROBE_MS, () => end({ kind: 'silent' }))
    socket.on('connect', () => socket.write('PING\r\n'))
    socket.on('data', (chunk) => end({ kind: 'answered', text: chunk.toString('latin1', 0, 64) }))
    socket.on('end', () => end({ kind: 'silent' }))
    socket.on('error', (error) => end({ kind: codeOf(error) === 'ECONNREFUSED' ? 'refused' : 'silent' }))
  })
}

function describe(answer: Probe): string {
  if (answer.kind !== 'answered') return 'another program has this address'
  return /^[-+]/.test(answer.text)
    ? 'another AGQ, or a Redis, already answers there'
    : 'another program already answers there, and it is no AGQ'
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
