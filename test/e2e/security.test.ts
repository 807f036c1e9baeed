/**
 * Who gets in, and what AGQ refuses to start with: a key is always needed and only its owner can read it; a bind that
 * others can reach needs TLS or a clear word; a data directory has one master and a known format.
 */
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import t from 'tap'
import {
  launchAgq,
  openConnection,
  pipeline,
  plain,
  startAgq,
  startAgw,
  temporaryDirectory,
} from '../harness/index.ts'

t.test('a key is always needed', async (t) => {
  const agq = await startAgq(t)
  const stranger = await openConnection(t, { host: agq.host, port: agq.port })
  t.match(await stranger.error('JOB.LIST'), /^NOAUTH /)
  t.match(await stranger.error('INFO'), /^NOAUTH /)
  t.match(await stranger.error('JOB.SUBMIT', JSON.stringify(pipeline([['cat']]))), /^NOAUTH /)
  t.match(await stranger.error('AUTH', 'wrong'), /^WRONGPASS /)
  t.match(await stranger.error('JOB.LIST'), /^NOAUTH /)
  t.match(await stranger.error('HELLO', '2', 'AUTH', 'default', 'wrong'), /^WRONGPASS /)
  t.equal(await stranger.text('AUTH', 'default', agq.sessionKey), 'OK')
  t.equal(plain(await stranger.call('PING')), 'PONG')
  const other = await openConnection(t, { host: agq.host, port: agq.port })
  t.not((await other.call('HELLO', '2', 'AUTH', 'default', agq.sessionKey)).kind, 'error')
  t.equal(plain(await other.call('PING')), 'PONG')
})

t.test('the key file', async (t) => {
  const agq = await startAgq(t)
  const file = join(agq.dataDir, 'session.key')
  t.equal(statSync(file).mode & 0o777, 0o600)
  t.match(readFileSync(file, 'utf8').trim(), /^[0-9a-f]{64,}$/)
  t.equal(statSync(agq.dataDir).mode & 0o077, 0, 'nobody else sees into the data directory')
  const { pid, addr } = JSON.parse(readFileSync(join(agq.dataDir, 'server.json'), 'utf8'))
  t.equal(pid, agq.pid)
  t.equal(addr, agq.addr)
  t.notMatch(agq.program.stdout() + agq.program.stderr(), agq.sessionKey, 'the key is never logged')
  const key = agq.sessionKey
  await agq.restart()
  t.equal(readFileSync(file, 'utf8').trim(), key, 'it stays')
})

t.test('a key by environment', async (t) => {
  const key = 'k'.repeat(64)
  const agq = await startAgq(t, { env: { AGQ_SESSION_KEY: key } })
  const connection = await agq.connect()
  t.equal(plain(await connection.call('PING')), 'PONG')
})

t.test('one master for a data directory', async (t) => {
  const agq = await startAgq(t)
  const second = launchAgq(t, { dataDir: agq.dataDir })
  const { code } = await second.ended
  t.not(code, 0)
  t.match(second.stderr(), new RegExp(`\\b${agq.pid}\\b`), 'it says who holds it')
  t.match(second.stderr(), agq.dataDir)
  t.notMatch(second.stderr(), /\n {4}at /, 'in words, not in a stack trace')
  const connection = await agq.connect()
  t.equal(plain(await connection.call('PING')), 'PONG', 'the first goes on')
  await agq.kill9()
  await startAgq(t, { dataDir: agq.dataDir })
  t.pass('a killed master leaves no lock behind')
})

t.test('an address that others can reach', async (t) => {
  const refused = launchAgq(t, { bind: '0.0.0.0:0' })
  const { code } = await refused.ended
  t.equal(code, 2)
  t.match(refused.stderr(), /--insecure/)
  t.equal(refused.stdout(), '')
  const allowed = launchAgq(t, { bind: '0.0.0.0:0', args: ['--insecure'] })
  await allowed.line(/^AGQ ready on /)
})

t.test('a port in use', async (t) => {
  const agq = await startAgq(t)
  const second = launchAgq(t, { bind: agq.addr })
  t.not((await second.ended).code, 0)
  t.match(second.stderr(), agq.addr)
  t.notMatch(second.stderr(), /\n {4}at /, 'in words, not in a stack trace')
})

t.test('a data format from the future', async (t) => {
  const agq = await startAgq(t)
  await agq.stop()
  const database = new DatabaseSync(join(agq.dataDir, 'agq.db'))
  database.exec('PRAGMA user_version = 9999')
  database.close()
  const refused = launchAgq(t, { dataDir: agq.dataDir })
  t.not((await refused.ended).code, 0)
  t.match(refused.stderr(), /version|format/i)
  t.notMatch(refused.stderr(), /\n {4}at /, 'in words, not in a stack trace')
})

t.test('a damaged database', async (t) => {
  const dataDir = join(temporaryDirectory('damaged'), 'data')
  mkdirSync(dataDir, { mode: 0o700 })
  writeFileSync(join(dataDir, 'agq.db'), 'this is no database at all, and never was one. '.repeat(200))
  const refused = launchAgq(t, { dataDir })
  t.not((await refused.ended).code, 0)
  t.match(refused.stderr(), /agq\.db|database/)
})

t.test('a worker with a wrong key is told so and ends', async (t) => {
  const agq = await startAgq(t)
  await t.rejects(startAgw(t, { ...agq, addr: agq.addr, sessionKey: 'wrong' }), /ended \(3\)/)
})
