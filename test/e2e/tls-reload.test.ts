/**
 * A certificate is replaced while Jobs run and clients call: new connections see the new one, those that stand stay, no
 * Job is dropped, and files that cannot be used change nothing.
 */
import { copyFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import t from 'tap'
import {
  type Agq,
  agx,
  type Connection,
  makeAuthority,
  makeGate,
  openConnection,
  type Pair,
  pipeline,
  script,
  startAgq,
  startAgw,
  temporaryDirectory,
  within,
} from '../harness/index.ts'

t.setTimeout(120_000)

const authority = makeAuthority()
const trust = { ca: readFileSync(authority.ca) }

/** As an operator does it: the new files are written beside and renamed. */
function install(from: Pair, to: Pair): void {
  for (const which of ['key', 'cert'] as const) {
    copyFileSync(from[which], `${to[which]}.next`)
    renameSync(`${to[which]}.next`, to[which])
  }
}

function freshPlace(name: string): Pair {
  const directory = temporaryDirectory(name)
  return { cert: join(directory, 'agq.pem'), key: join(directory, 'agq.key') }
}

/** The common name that the server shows to a connection made now. */
async function shownBy({ host, port }: Agq, extra: object = {}): Promise<string> {
  const socket = connectTls({ host, port, ...trust, ...extra })
  try {
    await within(
      new Promise((resolve, reject) => socket.on('secureConnect', resolve).on('error', reject)),
      'a handshake',
    )
    return String(socket.getPeerCertificate().subject.CN)
  } finally {
    socket.destroy()
  }
}

async function submitUntil(connection: Connection, stop: () => boolean): Promise<number> {
  let done = 0
  while (!stop()) {
    await connection.submit(pipeline([['true']]))
    done += 1
  }
  return done
}

t.test('renewed under load, by signal', async (t) => {
  const place = freshPlace('renewed')
  install(authority.issue('first'), place)
  const agq = await startAgq(t, {
    args: ['--tls-cert', place.cert, '--tls-key', place.key, '--log-level', 'info'],
  })
  const worker = await startAgw(t, agq, { concurrency: 2, args: ['--tls-ca', authority.ca] })
  const standing = await openConnection(t, { ...agq, tls: trust })
  const gate = makeGate()
  const jobId = await standing.submit(script(gate.script))
  await gate.reached(1)
  let over = false
  const load = submitUntil(await openConnection(t, { ...agq, tls: trust }), () => over)
  t.equal(await shownBy(agq), 'first')
  for (let round = 1; round <= 8; round += 1) {
    install(authority.issue(`renewed-${round}`), place)
    t.match(await standing.text('RELOAD'), /^OK .*tls=reloaded/, 'by the command')
    t.equal(await shownBy(agq), `renewed-${round}`)
  }
  install(authority.issue('by-signal'), place)
  process.kill(agq.pid, 'SIGHUP')
  await standing.text('PING')
  for (let shown = ''; shown !== 'by-signal'; ) shown = await shownBy(agq)
  over = true
  t.ok((await load) > 0, 'submits went on all the while, none failed')
  gate.open()
  const status = await standing.wait(jobId)
  t.equal(status.status, 'completed', 'the Job that ran is not dropped')
  t.equal(status.attempt, 1, 'nor begun again')
  t.notMatch(worker.program.stderr(), /no link to AGQ/, "the worker's connections stayed")
  t.notMatch(agq.program.stdout() + agq.program.stderr(), /PRIVATE KEY/)
})

t.test('renewed files are noticed without a word', async (t) => {
  const place = freshPlace('noticed')
  install(authority.issue('first'), place)
  const agq = await startAgq(t, {
    args: ['--tls-cert', place.cert, '--tls-key', place.key, '--log-level', 'info'],
  })
  install(authority.issue('second'), place)
  await agq.program.errorLine(/the certificate was read anew/)
  t.equal(await shownBy(agq), 'second')
})

t.test('files that cannot be used change nothing', async (t) => {
  const place = freshPlace('refused')
  const first = authority.issue('first')
  install(first, place)
  const agq = await startAgq(t, { args: ['--tls-cert', place.cert, '--tls-key', place.key] })
  const connection = await openConnection(t, { ...agq, tls: trust })
  const bad: readonly (readonly [string, () => void, RegExp])[] = [
    ['another key', () => copyFileSync(authority.issue('x').key, place.key), /does not belong/],
    [
      'half a file',
      () => writeFileSync(place.cert, readFileSync(first.cert).subarray(0, 200)),
      /no certificate/,
    ],
    ['one that has expired', () => install(authority.issue('x', { days: -1 }), place), /has expired/],
  ]
  for (const [what, spoil, says] of bad) {
    spoil()
    t.match(await connection.error('RELOAD'), says, what)
    t.equal(await shownBy(agq), 'first', 'the old one stays')
  }
  await agq.program.errorLine(/not reloaded: what was in force stays/)
  install(authority.issue('second'), place)
  t.match(await connection.text('RELOAD'), /tls=reloaded/)
  t.equal(await shownBy(agq), 'second')
})

t.test("another authority for clients, and a worker's renewed certificate", async (t) => {
  const place = freshPlace('server')
  const clients = join(temporaryDirectory('clients'), 'ca.pem')
  const later = makeAuthority('the next authority')
  const worker = freshPlace('worker')
  install(authority.issue('agq'), place)
  install(authority.issue('worker'), worker)
  copyFileSync(authority.ca, clients)
  const agq = await startAgq(t, {
    args: ['--tls-cert', place.cert, '--tls-key', place.key, '--tls-ca', clients],
  })
  const pem = (pair: Pair) => ({ ...trust, cert: readFileSync(pair.cert), key: readFileSync(pair.key) })
  const old = authority.issue('client')
  const connection = await openConnection(t, { ...agq, tls: pem(old) })
  await startAgw(t, agq, {
    args: ['--tls-ca', authority.ca, '--tls-cert', worker.cert, '--tls-key', worker.key],
  })
  copyFileSync(later.ca, clients)
  t.match(await connection.text('RELOAD'), /tls=reloaded/)
  t.equal(await connection.text('PING'), 'PONG', 'who is in stays in')
  const refused = await agx(['jobs'], {
    agq,
    env: { AGQ_TLS_CA: authority.ca, AGQ_TLS_CERT: old.cert, AGQ_TLS_KEY: old.key },
  })
  t.match(refused.stderr, /client certificate refused/)
  t.equal(refused.code, 3, 'who comes now needs the new authority')
  // The worker's file is renewed before its connection is lost: it comes back with the new one.
  install(later.issue('worker'), worker)
  await agq.restart()
  const inside = await openConnection(t, { ...agq, tls: pem(later.issue('client')) })
  const { job_id: jobId } = pipeline([['true']])
  await inside.submit({ ...pipeline([['true']]), job_id: jobId })
  t.equal((await inside.wait(jobId)).status, 'completed')
})
