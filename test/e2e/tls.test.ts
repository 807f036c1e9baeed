/**
 * TLS and mutual TLS: AGX, AGW and a stock client do their work over them; and each way in which it can be wrong gets
 * an error that names what is wrong and what to do.
 */
import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Redis } from 'ioredis'
import t from 'tap'
import { cleanEnvironment } from '../harness/config.ts'
import {
  type Agq,
  agx,
  launch,
  launchAgq,
  makeAuthority,
  type Owner,
  openConnection,
  type Pair,
  programPath,
  startAgq,
  startAgw,
  temporaryDirectory,
  within,
} from '../harness/index.ts'

t.setTimeout(120_000)

const run = promisify(execFile)
const authority = makeAuthority()
const stranger = makeAuthority('an authority that nobody knows')
const serverPair = authority.issue('agq')
const clientPair = authority.issue('client', { usage: 'clientAuth' })

const serveWith = ({ cert, key }: Pair, ...more: string[]) => ['--tls-cert', cert, '--tls-key', key, ...more]
const show = ({ cert, key }: Pair) => ({ AGQ_TLS_CERT: cert, AGQ_TLS_KEY: key })
const trust = { AGQ_TLS_CA: authority.ca }

const mutual = (t: Owner, pair = serverPair): Promise<Agq> =>
  startAgq(t, { args: serveWith(pair, '--tls-ca', authority.ca) })

t.test('work over TLS', async (t) => {
  const agq = await startAgq(t, { args: serveWith(serverPair) })
  t.match(agq.addr, /^rediss:\/\/127\.0\.0\.1:\d+$/)
  await startAgw(t, agq, { args: ['--tls-ca', authority.ca] })
  const ran = await agx(['run', '--tls-ca', authority.ca, 'seq 3 | sort -r'], { agq })
  t.equal(ran.stdout, '3\n2\n1\n', ran.stderr)
  t.equal(ran.code, 0)
  const plainForm = await agx(['jobs', '--agq-addr', `localhost:${agq.port}`, '--tls-ca', authority.ca], {
    agq,
  })
  t.equal(plainForm.code, 0, 'an address without a scheme, by the name of the certificate')
  const redis = new Redis({
    host: agq.host,
    port: agq.port,
    password: agq.sessionKey,
    tls: { ca: readFileSync(authority.ca) },
  })
  t.teardown(() => redis.disconnect())
  t.equal(await redis.ping(), 'PONG', 'ioredis')
  const { stdout } = await run('redis-cli', [
    ...['--no-auth-warning', '--tls', '--cacert', authority.ca],
    ...['-p', String(agq.port), '-a', agq.sessionKey, 'ping'],
  ])
  t.equal(stdout, 'PONG\n', 'redis-cli')
  const large = 'x'.repeat(3_000_000)
  t.equal(await redis.echo(large), large, 'megabytes go through whole')
  const socket = await agx(['jobs'], { agq, env: { AGQ_ADDR: `unix:${join(agq.dataDir, 'agq.sock')}` } })
  t.equal(socket.code, 0, 'its own user comes in by the socket, without TLS')
})

t.test('work over mutual TLS', async (t) => {
  const agq = await mutual(t)
  const worker = await startAgw(t, agq, { env: { ...trust, ...show(clientPair) } })
  t.match(worker.program.stdout(), / on rediss:\/\/127\.0\.0\.1:/)
  const ran = await agx(['run', 'echo hello | tr a-z A-Z'], { agq, env: { ...trust, ...show(clientPair) } })
  t.equal(ran.stdout, 'HELLO\n', ran.stderr)
  const { stdout } = await run('redis-cli', [
    ...[
      '--no-auth-warning',
      '--tls',
      '--cacert',
      authority.ca,
      '--cert',
      clientPair.cert,
      '--key',
      clientPair.key,
    ],
    ...['-p', String(agq.port), '-a', agq.sessionKey, 'ping'],
  ])
  t.equal(stdout, 'PONG\n', 'redis-cli')
  const tls = {
    ca: readFileSync(authority.ca),
    cert: readFileSync(clientPair.cert),
    key: readFileSync(clientPair.key),
  }
  const keyless = await openConnection(t, { host: agq.host, port: agq.port, tls })
  t.match(await keyless.error('PING'), /^NOAUTH /, 'a certificate is no key')
  for (const [what, pair, says] of [
    ['no certificate', undefined, /none was shown.*--tls-cert/s],
    ['one of another authority', stranger.issue('client'), /another authority/],
    ['one that has expired here', authority.issue('client', { days: -1 }), /expired/],
    ['one for servers alone', authority.issue('client', { usage: 'serverAuth' }), /made for servers alone/],
  ] as const) {
    const refused = await agx(['jobs'], { agq, env: { ...trust, ...(pair === undefined ? {} : show(pair)) } })
    t.equal(refused.code, 3, what)
    t.match(refused.stderr, says, what)
    t.notMatch(refused.stderr, /\n {4}at /)
  }
  t.match(agq.program.stderr(), /refused a client certificate/, 'and AGQ logs it')
  const backup = await run(process.execPath, [
    programPath('agq'),
    'backup',
    join(agq.home, 'b.tar'),
    '--data',
    agq.dataDir,
  ])
  t.match(backup.stdout + backup.stderr, /has all data/, "agq's own verbs need no certificate")
})

t.test('what agx says of a server that it must not trust', async (t) => {
  const agq = await startAgq(t, { args: serveWith(serverPair) })
  const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['another authority', ['--tls-ca', stranger.ca], /does not come from the authority in .*--tls-ca/],
    ['no authority named', ['--tls'], /any authority this system trusts.*--tls-ca/],
    ['a file that is not there', ['--tls-ca', '/nowhere/ca.pem'], /\/nowhere\/ca\.pem.*not there/],
    ['a file that is no certificate', ['--tls-ca', serverPair.key], /holds no certificate/],
    [
      'a key that is not its',
      ['--tls-ca', authority.ca, '--tls-cert', clientPair.cert, '--tls-key', serverPair.key],
      /does not belong/,
    ],
  ]
  for (const [what, flags, says] of cases) {
    const { code, stderr } = await agx(['jobs', ...flags], { agq })
    t.equal(code, 3, what)
    t.match(stderr, says, what)
  }
  const half = await agx(['jobs', '--tls-cert', clientPair.cert], { agq })
  t.equal(half.code, 2)
  t.match(half.stderr, /--tls-cert needs --tls-key/)
  const plain = await agx(['jobs', '--agq-addr', `${agq.host}:${agq.port}`], { agq })
  t.equal(plain.code, 3, 'in the clear on a TLS port')
  t.match(plain.stderr, /speaks TLS alone.*rediss:\/\//)

  const named = await startAgq(t, { args: serveWith(authority.issue('agq', { names: 'DNS:queue.example' })) })
  const wrongName = await agx(['jobs', '--tls-ca', authority.ca], { agq: named })
  t.equal(wrongName.code, 3, 'a certificate of another host')
  t.match(wrongName.stderr, /is for DNS:queue\.example, not for 127\.0\.0\.1/)

  const open = await startAgq(t)
  const tlsOnPlain = await agx(['jobs', '--tls-ca', authority.ca], { agq: open })
  t.equal(tlsOnPlain.code, 3, 'TLS on a port in the clear')
  t.match(tlsOnPlain.stderr, /does not speak TLS/)
})

t.test('what agw says', async (t) => {
  const agq = await mutual(t)
  const start = (flags: readonly string[]) => {
    const home = temporaryDirectory('agw')
    const program = launch({
      argv: [
        process.execPath,
        programPath('agw'),
        ...['--agq-addr', agq.addr, '--session-key', agq.sessionKey],
        ...['--data', join(home, 'state'), '--exit-with-parent', ...flags],
      ],
      env: cleanEnvironment(home),
      cwd: home,
    })
    t.teardown(() => program.kill('SIGKILL'))
    return program
  }
  t.ok(await start(['--tls-ca', stranger.ca]).errorLine(/does not come from the authority/))
  t.ok(await start(['--tls-ca', authority.ca]).errorLine(/client certificate refused: none was shown/))
  t.ok(await start(['--tls-ca', '/nowhere/ca.pem']).errorLine(/\/nowhere\/ca\.pem.*not there/))
})

t.test('what agq refuses to start with', async (t) => {
  const directory = temporaryDirectory('bad-files')
  const empty = join(directory, 'empty.pem')
  writeFileSync(empty, '')
  const locked = join(directory, 'locked.key')
  await run('openssl', ['pkey', '-in', serverPair.key, '-aes128', '-passout', 'pass:x', '-out', locked])
  const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['a certificate without a key', ['--tls-cert', serverPair.cert], /both --tls-cert and --tls-key/],
    [
      'a file that is not there',
      serveWith({ ...serverPair, cert: '/nowhere.pem' }),
      /\/nowhere\.pem.*not there/,
    ],
    ['no certificate in it', serveWith({ ...serverPair, cert: empty }), /empty\.pem.*no certificate/],
    ['no key in it', serveWith({ ...serverPair, key: empty }), /empty\.pem.*no private key/],
    ['a key with a passphrase', serveWith({ ...serverPair, key: locked }), /passphrase.*openssl pkey/],
    [
      "another's key",
      serveWith({ ...serverPair, key: clientPair.key }),
      /does not belong to the certificate/,
    ],
    ['one that has expired', serveWith(authority.issue('agq', { days: -1 })), /has expired/],
    ['no authority', serveWith(serverPair, '--tls-ca', empty), /--tls-ca.*no certificate/],
  ]
  for (const [what, args, says] of cases) {
    const refused = launchAgq(t, { args })
    t.not((await refused.ended).code, 0, what)
    t.match(refused.stderr(), says, what)
    t.notMatch(refused.stderr(), /\n {4}at /, 'in words')
  }
  const reachable = launchAgq(t, { bind: '0.0.0.0:0', args: serveWith(serverPair) })
  await reachable.line(/^AGQ ready on rediss:\/\//)
  t.pass('with TLS it may listen where others reach it')
})

t.test('strangers at the TLS port', async (t) => {
  const agq = await startAgq(t, { args: serveWith(serverPair) })
  const plain = createConnection({ host: agq.host, port: agq.port })
  t.teardown(() => plain.destroy())
  let heard = ''
  plain.on('data', (bytes) => {
    heard += bytes
  })
  const ended = new Promise((resolve) => plain.on('close', resolve))
  plain.write('PING\r\n')
  await within(ended, 'an end for one who speaks no TLS')
  t.match(heard, /^-ERR this port speaks TLS: .*--tls/)
  const known = await openConnection(t, { ...agq, tls: { ca: readFileSync(authority.ca) } })
  t.equal(await known.text('PING'), 'PONG')
})
