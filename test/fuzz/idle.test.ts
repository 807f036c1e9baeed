/**
 * Ten thousand connections that do nothing: AGQ holds them all, at a price that is printed, serves others as before,
 * and tells the one too many. Strangers among them make room for those who have a key.
 */
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createConnection, type Socket } from 'node:net'
import { join } from 'node:path'
import { limits } from '@agenix/specs'
import t from 'tap'
import { programPath } from '../harness/config.ts'
import {
  type Agq,
  cleanEnvironment,
  encodeCommand,
  endProgram,
  launch,
  openConnection,
  startAgq,
  temporaryDirectory,
  within,
} from '../harness/index.ts'
import { descriptorsOf, memoryOf, mib } from './burden.ts'
import { makeHealthy } from './healthy.ts'

t.setTimeout(120_000)

/** Descriptors that AGQ, or this process, needs besides its connections. */
const OTHERS = 1_500
/** What one idle connection may cost the server. Twice what it does. */
const bytesEachMax = 20_000
const AT_ONCE = 100

/** Lets this process, and AGQ after it, have as many descriptors as the test needs; false where the user may not. */
function allowDescriptors(count: number): boolean {
  const [, hard] = /^Max open files\s+\S+\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? []
  if (Number(hard) >= count) return true
  return spawnSync('prlimit', [`--pid=${process.pid}`, `--nofile=${count}`]).status === 0
}

async function openKnown(agq: Agq): Promise<Socket> {
  const socket = createConnection({ host: agq.host, port: agq.port })
  socket.on('error', () => {})
  socket.write(encodeCommand(['AUTH', agq.sessionKey]))
  const [reply] = (await within(once(socket, 'data'), 'a reply to AUTH')) as [Buffer]
  if (reply.toString() !== '+OK\r\n') throw new Error(`AUTH: ${reply}`)
  return socket
}

async function openMany(agq: Agq, count: number): Promise<readonly Socket[]> {
  const sockets: Socket[] = []
  while (sockets.length < count) {
    const some = Math.min(AT_ONCE, count - sockets.length)
    sockets.push(...(await Promise.all(Array.from({ length: some }, () => openKnown(agq)))))
  }
  return sockets
}

/** Everything that a client is told that speaks first, as real ones do. */
async function lastWords(agq: Agq): Promise<string> {
  const socket = createConnection({ host: agq.host, port: agq.port })
  let text = ''
  socket.on('error', () => {})
  socket.on('data', (bytes) => {
    text += bytes
  })
  socket.write(encodeCommand(['AUTH', agq.sessionKey]))
  socket.write(encodeCommand(['PING', 'x'.repeat(1_000)]))
  await within(new Promise((resolve) => socket.on('close', resolve)), 'an end of the connection')
  return text
}

t.test(`${limits.clients} idle connections`, async (t) => {
  if (!allowDescriptors(limits.clients + OTHERS)) {
    t.pass('this user may not have so many descriptors')
    return
  }
  const agq = await startAgq(t)
  const healthy = await makeHealthy(t, agq)
  await healthy.turn()
  const before = { memory: memoryOf(agq.pid).bytes, descriptors: descriptorsOf(agq.pid) }
  const began = performance.now()
  const sockets = await openMany(agq, limits.clients - 1)
  t.teardown(() => {
    for (const socket of sockets) socket.destroy()
  })
  const openedMs = performance.now() - began
  const each = (memoryOf(agq.pid).bytes - before.memory) / sockets.length
  for (let turns = 0; turns < 20; turns += 1) await healthy.turn()
  t.ok(each < bytesEachMax, `${Math.round(each)} bytes for each`)
  for (let tries = 0; tries < 20; tries += 1) {
    t.match(await lastWords(agq), /^-ERR max number of clients reached \(10000\), try again later\r\n$/)
  }
  t.comment(
    `${(each / 1_024).toFixed(1)} KiB for each connection, ${mib(memoryOf(agq.pid).bytes)} in all, opened in ${(openedMs / 1_000).toFixed(1)} s; the healthy client waited ${healthy.slowestMs.toFixed(0)} ms at most`,
  )
  const closed = sockets.map((socket) => once(socket, 'close'))
  for (const socket of sockets) socket.end()
  await within(Promise.all(closed), 'the end of all of them', 30_000)
  await healthy.turn()
  t.ok(descriptorsOf(agq.pid) <= before.descriptors, 'no descriptor is left')
})

t.test('fewer descriptors than connections', async (t) => {
  const home = temporaryDirectory('agq')
  const sessionKey = 'k'.repeat(64)
  const program = launch({
    argv: [
      ...(['prlimit', '--nofile=200:200', process.execPath, programPath('agq')] as const),
      ...['--bind', '127.0.0.1:0', '--data', join(home, 'data'), '--exit-with-parent'],
    ],
    env: cleanEnvironment(home, { AGQ_SESSION_KEY: sessionKey }),
    cwd: home,
  })
  t.teardown(() => endProgram(program, ['SIGTERM']))
  const [, host = '', port] = await program.line(/^AGQ ready on (.*):(\d+) /)
  const address = { host, port: Number(port), sessionKey }
  const known = await openConnection(t, address)
  const strangers = Array.from({ length: 300 }, () => {
    const socket = createConnection(address)
    t.teardown(() => socket.destroy())
    socket.on('error', () => {})
    return new Promise((resolve) => socket.on('connect', resolve).on('close', resolve))
  })
  await within(Promise.all(strangers), 'the strangers')
  const late = await openConnection(t, address)
  t.equal(await late.text('PING'), 'PONG', 'strangers make room for one who has a key')
  t.match(await known.text('BLOB.PUT', Buffer.alloc(100_000)), /^OK /, 'and there is room for files')
  t.match(program.stderr(), /"clients":100,.*raise nofile for more connections/)
})
