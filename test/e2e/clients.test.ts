/**
 * Stock clients work unchanged: redis-cli, ioredis and redis-py each authenticate, submit, wait and read the output,
 * and the reply to a submission is exactly `OK job_id=…`.
 */
import { spawnSync } from 'node:child_process'
import { Redis } from 'ioredis'
import t from 'tap'
import { type Agq, cleanEnvironment, pipeline, startAgq, startAgw } from '../harness/index.ts'

const agq = await startAgq(t)
await startAgw(t, agq)
const example = () => pipeline([['sort', '-r'], ['uniq']])
const input = 'a\nb\na\n'
const output = 'b\na\n'

function has(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args).status === 0
}

function redisCli(to: Agq, args: readonly string[]): string {
  const run = spawnSync('redis-cli', ['-h', to.host, '-p', String(to.port), '--raw', ...args], {
    env: cleanEnvironment(to.home, { REDISCLI_AUTH: to.sessionKey }),
    encoding: 'utf8',
  })
  return run.stdout + run.stderr
}

t.test('redis-cli', { skip: !has('redis-cli', ['--version']) && 'redis-cli is not installed' }, async (t) => {
  const envelope = example()
  const accepted = redisCli(agq, ['JOB.SUBMIT', JSON.stringify(envelope), 'INPUT', input])
  t.equal(accepted, `OK job_id=${envelope.job_id}\n`)
  const status = JSON.parse(redisCli(agq, ['JOB.WAIT', envelope.job_id, '10000']))
  t.match(status, { job_id: envelope.job_id, status: 'completed' })
  t.equal(redisCli(agq, ['JOB.OUTPUT', envelope.job_id, '2', 'STDOUT']), `${output}\n`)
  t.match(redisCli(agq, ['PING']), 'PONG')
})

t.test('redis-cli over RESP3 and inline commands', { skip: !has('redis-cli', ['--version']) }, async (t) => {
  t.equal(redisCli(agq, ['-3', 'PING']), 'PONG\n')
  const run = spawnSync('bash', [
    '-c',
    `exec 3<>/dev/tcp/${agq.host}/${agq.port}; printf 'AUTH ${agq.sessionKey}\\r\\nPING\\r\\nQUIT\\r\\n' >&3; cat <&3`,
  ])
  t.equal(run.stdout.toString(), '+OK\r\n+PONG\r\n+OK\r\n')
})

t.test('ioredis', async (t) => {
  const redis = new Redis({ host: agq.host, port: agq.port, password: agq.sessionKey })
  t.teardown(() => redis.disconnect())
  const envelope = example()
  t.equal(
    await redis.call('JOB.SUBMIT', JSON.stringify(envelope), 'INPUT', input),
    `OK job_id=${envelope.job_id}`,
  )
  const status = JSON.parse(String(await redis.call('JOB.WAIT', envelope.job_id, 10_000)))
  t.match(status, { job_id: envelope.job_id, status: 'completed' })
  t.equal(await redis.call('JOB.OUTPUT', envelope.job_id, 2, 'STDOUT'), output)
  await t.rejects(redis.call('JOB.SUBMIT', '{}'), /^ERR /, 'a refusal is an error of the client')
})

t.test('ioredis with a wrong key', async (t) => {
  const redis = new Redis({ host: agq.host, port: agq.port, password: 'wrong', retryStrategy: () => null })
  redis.on('error', () => {})
  t.teardown(() => redis.disconnect())
  await t.rejects(redis.call('JOB.LIST'), /WRONGPASS|NOAUTH|closed/)
})

const python = '/usr/bin/python3'
t.test(
  'redis-py',
  { skip: !has(python, ['-c', 'import redis']) && 'redis-py is not installed' },
  async (t) => {
    const envelope = example()
    const program = `
import json, redis, sys
host, port, key, job_id, envelope, text = sys.argv[1:]
r = redis.Redis(host=host, port=int(port), password=key)
assert r.ping()
print(r.execute_command('JOB.SUBMIT', envelope, 'INPUT', text).decode())
print(json.loads(r.execute_command('JOB.WAIT', job_id, 10000))['status'])
print(r.execute_command('JOB.OUTPUT', job_id, 2, 'STDOUT').decode(), end='')
try:
    r.execute_command('JOB.SUBMIT', '{}')
except redis.ResponseError as error:
    print('refused:', error)
`
    const args = [
      agq.host,
      String(agq.port),
      agq.sessionKey,
      envelope.job_id,
      JSON.stringify(envelope),
      input,
    ]
    const run = spawnSync(python, ['-c', program, ...args], { encoding: 'utf8' })
    t.equal(run.stderr, '')
    const lines = run.stdout.split('\n')
    t.same(lines.slice(0, 4), [`OK job_id=${envelope.job_id}`, 'completed', 'b', 'a'])
    t.match(lines[4], /^refused: ./)
  },
)

t.test('the bytes of the reply', async (t) => {
  const connection = await agq.connect()
  const envelope = example()
  const reply = await connection.call('JOB.SUBMIT', JSON.stringify(envelope))
  t.same(reply, { kind: 'simple', text: `OK job_id=${envelope.job_id}` })
})
