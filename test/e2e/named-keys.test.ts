/**
 * Named keys: made, listed and revoked on a server that runs and on one that does not; each role may do its work and
 * nothing else; revoking ends connections at once; a worker's key speaks for its own workers alone.
 */
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { cleanEnvironment } from '../harness/config.ts'
import {
  type Agq,
  agx,
  type Connection,
  makeGate,
  type Owner,
  openConnection,
  pipeline,
  programPath,
  script,
  startAgq,
  startAgw,
  temporaryDirectory,
  within,
} from '../harness/index.ts'

t.setTimeout(120_000)

const execute = promisify(execFile)

interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

async function keys(dataDir: string, ...words: string[]): Promise<Ran> {
  const home = temporaryDirectory('keys')
  const argv = [programPath('agq'), 'keys', ...words, '--data', dataDir]
  try {
    return { code: 0, ...(await execute(process.execPath, argv, { env: cleanEnvironment(home) })) }
  } catch (error) {
    return error as Ran
  }
}

/** NAME:KEY, as it is printed. */
async function addKey(dataDir: string, name: string, role: string, ...more: string[]): Promise<string> {
  const { code, stdout, stderr } = await keys(dataDir, 'add', name, '--role', role, ...more)
  if (code !== 0) throw new Error(stderr)
  return stdout.trim()
}

function enter(owner: Owner, agq: Agq, named: string): Promise<Connection> {
  return openConnection(owner, { host: agq.host, port: agq.port, sessionKey: named.split(':')[1] ?? '' })
}

function registration(workerId: string): string {
  return JSON.stringify({
    worker_id: workerId,
    hostname: 'here',
    platform: 'linux',
    agw_version: '0',
    capabilities: { tools: ['true'] },
    max_concurrent_jobs: 1,
    tags: [],
    instance: randomUUID(),
  })
}

t.test('made, listed, revoked', async (t) => {
  const dataDir = join(temporaryDirectory('stopped'), 'data')
  const reader = await addKey(dataDir, 'dashboard', 'reader')
  t.match(reader, /^dashboard:[0-9a-f]{64}$/, 'before the server ever ran')
  const file = join(dataDir, 'keys.json')
  t.equal(statSync(file).mode & 0o777, 0o600)
  t.notMatch(readFileSync(file, 'utf8'), reader.split(':')[1] ?? '', 'the key itself is not in the file')
  const agq = await startAgq(t, { dataDir, args: ['--log-level', 'debug'] })
  const before = await enter(t, agq, reader)
  t.equal(await before.text('PING'), 'PONG')
  const made = await keys(dataDir, 'add', 'ci', '--role', 'submitter', '--expires', '90d', '--json')
  t.match(made.stderr, /the server knows it/, 'a running server knows it at once')
  const { name, key, expires_at } = JSON.parse(made.stdout)
  const named = await openConnection(t, { host: agq.host, port: agq.port })
  t.equal(await named.text('AUTH', name, key), 'OK', 'AUTH name key')
  t.equal(await named.text('RESET'), 'RESET')
  t.not((await named.call('HELLO', '2', 'AUTH', name, key)).kind, 'error', 'HELLO … AUTH name key')
  t.ok(Date.parse(expires_at) > Date.now() + 89 * 86_400_000)
  const listed = await keys(dataDir, 'list')
  t.match(listed.stdout, /^dashboard +reader .*never ends\nci +submitter .*ends 2/)
  t.notMatch(listed.stdout, key)
  t.strictSame(
    JSON.parse((await keys(dataDir, 'list', '--json')).stdout).map((one: { role: string }) => one.role),
    ['reader', 'submitter'],
  )
  await agq.restart()
  const after = await enter(t, agq, reader)
  t.equal(await after.text('PING'), 'PONG', 'they stay')
  const session = await agq.connect()
  t.match(await keys(dataDir, 'revoke', 'dashboard'), { code: 0, stderr: /the server knows it/ })
  await within(after.closed, 'the end of the connection of a revoked key')
  t.equal(await session.text('PING'), 'PONG', "others' connections stay")
  await t.rejects(enter(t, agq, reader), /WRONGPASS/)
  const late = await agx(['jobs'], { agq, env: { AGQ_SESSION_KEY: reader } })
  t.equal(late.code, 3)
  t.match(late.stderr, /does not accept the key 'dashboard' from AGQ_SESSION_KEY: it was revoked/)
  t.notMatch(
    agq.program.stdout() + agq.program.stderr(),
    new RegExp(`${key}|${reader.split(':')[1]}`),
    'never logged',
  )
  t.strictSame(
    (
      await Promise.all([1, 2, 3].map((n) => keys(dataDir, 'add', `at-once-${n}`, '--role', 'reader')))
    ).filter(({ code, stderr }) => code !== 0 && !/another agq keys/.test(stderr)),
    [],
    'writers at once are done or told to try again',
  )
})

t.test('what agq keys refuses', async (t) => {
  const dataDir = join(temporaryDirectory('refused'), 'data')
  await addKey(dataDir, 'ci', 'submitter')
  for (const [words, code, says] of [
    [['add', 'ci', '--role', 'reader'], 1, /already: revoke it first/],
    [['add', 'x', '--role', 'root'], 2, /no role 'root'; there are reader, submitter, worker, admin/],
    [['add', 'x'], 2, /--role/],
    [['add', 'session', '--role', 'admin'], 2, /no name for a key/],
    [['add', 'a:b', '--role', 'admin'], 2, /no name for a key/],
    [['add', 'x', '--role', 'admin', '--expires', 'soon'], 2, /--expires takes/],
    [['add', 'x', '--role', 'admin', '--expires', '2001-01-01'], 2, /passed already/],
    [['revoke', 'nobody'], 1, /no key 'nobody'.*agq keys list/],
  ] as const) {
    const refused = await keys(dataDir, ...words)
    t.equal(refused.code, code, words.join(' '))
    t.match(refused.stderr, says)
  }
  const agq = await startAgq(t, { dataDir })
  writeFileSync(join(dataDir, 'keys.json'), '{"version":1,"keys":[{"name":"ci","role":"admin"}]}')
  const connection = await agq.connect()
  t.match(await connection.error('RELOAD'), /keys\.json is damaged/)
  await agq.program.errorLine(/not reloaded: what was in force stays/)
})

t.test('a key that ends', async (t) => {
  const agq = await startAgq(t)
  const soon = new Date(Date.now() + 4_000).toISOString()
  const short = await addKey(agq.dataDir, 'short', 'reader', '--expires', soon)
  const connection = await enter(t, agq, short)
  await within(connection.closed, 'the end of its time', 20_000)
  t.ok(Date.now() >= Date.parse(soon), 'not before')
  await t.rejects(enter(t, agq, short), /WRONGPASS/)
})

t.test('each role', async (t) => {
  const agq = await startAgq(t)
  const session = await agq.connect()
  const jobId = await session.submit(pipeline([['no-worker-has-this']]))
  const sha256 = /sha256=(\w+)/.exec((await session.text('BLOB.PUT', 'bytes')) ?? '')?.[1] ?? ''
  const envelope = JSON.stringify(pipeline([['true']]))
  const looks = [
    ...[['JOB.STATUS', jobId], ['JOB.LIST'], ['JOB.WHY', jobId], ['QUEUE.STATS'], ['WORKER.LIST']],
    ...[['INFO'], ['METRICS'], ['SCAN', '0'], ['HGETALL', `job:${jobId}`], ['BLOB.GET', sha256]],
    ['CLIENT', 'LIST'],
  ]
  const submits = [
    ['JOB.SUBMIT', envelope],
    ['JOB.WAIT', jobId, '1'],
    ['JOB.CANCEL', jobId],
    ['BLOB.PUT', 'more'],
  ]
  const works = [
    ['WORKER.REGISTER', registration('w')],
    ['WORKER.HEARTBEAT', 'w'],
    ['JOB.LEASE', 'w'],
  ]
  const manages = [
    ['QUEUE.PAUSE', 'q'],
    ['QUEUE.RESUME', 'q'],
    ['QUEUE.PURGE', 'q'],
    ['JOB.DELETE', jobId],
    ['RELOAD'],
  ]
  const may: readonly (readonly [string, readonly string[][], readonly string[][]])[] = [
    ['reader', looks, [...submits, ...works, ...manages]],
    ['submitter', [...looks, ...submits], [...works, ...manages]],
    [
      'worker',
      [...works, ['BLOB.GET', sha256], ['BLOB.PUT', 'x']],
      [...looks.slice(0, 9), ...submits.slice(0, 3), ...manages],
    ],
    ['admin', [...looks, ...manages], []],
  ]
  for (const [role, allowed, refused] of may) {
    const connection = await enter(t, agq, await addKey(agq.dataDir, `the-${role}`, role))
    t.equal(await connection.text('PING'), 'PONG')
    for (const words of allowed) {
      const reply = await connection.call(...words)
      t.notMatch(reply.kind === 'error' ? reply.text : '', /^NOPERM/, `${role}: ${words[0]}`)
    }
    for (const words of refused) {
      const text = await connection.error(...words)
      t.match(
        text,
        new RegExp(`^NOPERM key 'the-${role}' is a ${role} and may not ${words[0]}: .*role `),
        String(words[0]),
      )
    }
  }
  const worker = await enter(t, agq, await addKey(agq.dataDir, 'deaf', 'worker'))
  t.match(await worker.error('SUBSCRIBE', 'jobs'), /^NOPERM/)
  t.match(await worker.error('PSUBSCRIBE', '*'), /^NOPERM/)
  t.match(await worker.error('CLIENT', 'LIST'), /^NOPERM/)
})

t.test('who submitted it', async (t) => {
  const agq = await startAgq(t)
  const named = await addKey(agq.dataDir, 'ci', 'submitter')
  const sent = await agx(['submit', '-', '--json'], {
    agq,
    env: { AGQ_SESSION_KEY: named },
    stdin: JSON.stringify(pipeline([['no-worker-has-this']])),
  })
  t.equal(sent.code, 0, sent.stderr)
  const session = await agq.connect()
  const { job_id: jobId } = JSON.parse(sent.stdout)
  t.match(await session.json('JOB.STATUS', jobId), { origin: { key: 'ci' } })
  const reader = await addKey(agq.dataDir, 'looks', 'reader')
  const refused = await agx(['submit', '-'], {
    agq,
    env: { AGQ_SESSION_KEY: reader },
    stdin: JSON.stringify(pipeline([['no-worker-has-this']])),
  })
  t.equal(refused.code, 1)
  t.match(refused.stderr, /is a reader and may not JOB\.SUBMIT: that needs a key of role submitter or admin/)
})

t.test('a real worker with a key of its own', async (t) => {
  const agq = await startAgq(t)
  const named = await addKey(agq.dataDir, 'host-1', 'worker')
  const gate = makeGate()
  const worker = await startAgw(t, { ...agq, sessionKey: named } as Agq, { workerId: 'host-1' })
  const session = await agq.connect()
  const jobId = await session.submit(script(`${gate.script}; seq 100000`))
  const [line = ''] = await gate.reached(1)
  const token = line.split(' ')[4] ?? ''
  // Another worker's key knows the Job and guesses the token: it may neither end it, nor write into it, nor take the id.
  const other = await enter(t, agq, await addKey(agq.dataDir, 'host-2', 'worker'))
  t.match(
    await other.error('WORKER.REGISTER', registration('host-1')),
    /^NOPERM worker host-1 belongs to key 'host-1'/,
  )
  t.match(await other.error('WORKER.HEARTBEAT', 'host-1'), /^NOPERM/)
  t.match(await other.error('JOB.LEASE', 'host-1'), /^NOPERM/)
  t.match(await other.text('WORKER.REGISTER', registration('host-2')), /^OK/)
  const report = JSON.stringify({ task_results: [] })
  for (const words of [
    ['JOB.COMPLETE', jobId, token, report],
    ['JOB.FAIL', jobId, token, report],
    ['JOB.RELEASE', jobId, token],
    ['JOB.LOG', jobId, token, '1', 'STDOUT', 'forged'],
    ['JOB.PROGRESS', jobId, token, '{"task_number":1,"state":"finished"}'],
  ]) {
    t.match(await other.error(...words), /^NOPERM worker host-1 holds Job/, String(words[0]))
  }
  gate.open()
  t.equal((await session.wait(jobId)).status, 'completed')
  t.equal((await session.output(jobId, 1)).toString().split('\n').length, 100_001)
  await keys(agq.dataDir, 'revoke', 'host-1')
  await worker.program.errorLine(/no link to AGQ/)
  t.match(await other.text('WORKER.REGISTER', registration('host-1')), /^OK|^BUSY/, 'the id is free again')
})
