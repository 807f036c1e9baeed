/** Redis' own tools look inside: redis-cli, ioredis and redis-py scan, read, and are refused when they write. */
import { spawnSync } from 'node:child_process'
import { Redis } from 'ioredis'
import t from 'tap'
import { cleanEnvironment, listen, pipeline, register, startAgq } from '../harness/index.ts'

const agq = await startAgq(t)
const connection = await agq.connect()
const jobs = Array.from({ length: 25 }, () => pipeline([['sort', '-r'], ['uniq']]))
for (const job of jobs) await connection.submit(job)
const [first] = jobs
const jobKey = `job:${first?.job_id}`
const plan = { plan_id: 'nightly', tasks: [{ task_number: 1, command: 'true' }] }
await connection.text('PLAN.SUBMIT', JSON.stringify(plan))
await connection.text(
  'ACTION.SUBMIT',
  JSON.stringify({ action_id: 'act', plan_id: 'nightly', inputs: [{}, {}] }),
)
await register(connection, 'w', ['sort', 'uniq'])
const wanted = [
  ...jobs.map((job) => `job:${job.job_id}`),
  'job:act.1',
  'job:act.2',
  'plan:nightly',
  'action:act',
  'worker:w',
  'worker:w:alive',
  'queue:default',
].sort()

const has = (command: string, args: readonly string[]): boolean => spawnSync(command, args).status === 0

function cli(...args: readonly string[]): string {
  const run = spawnSync('redis-cli', ['-h', agq.host, '-p', String(agq.port), ...args], {
    env: cleanEnvironment(agq.home, { REDISCLI_AUTH: agq.sessionKey }),
    encoding: 'utf8',
  })
  return run.stdout + run.stderr
}

t.test('redis-cli', { skip: !has('redis-cli', ['--version']) && 'redis-cli is not installed' }, async (t) => {
  const lines = (text: string): readonly string[] => text.trim().split('\n').sort()
  t.same(lines(cli('--scan')), wanted)
  t.same(lines(cli('--scan', '--pattern', 'worker:*')), ['worker:w', 'worker:w:alive'])
  t.same(lines(cli('--scan', '--pattern', `*${first?.job_id.slice(-6)}`)), [jobKey])
  t.equal(cli('DBSIZE').trim(), String(wanted.length))
  const hash = cli('HGETALL', jobKey).split('\n')
  t.equal(hash[hash.indexOf('status') + 1], 'pending')
  t.equal(hash[hash.indexOf('task_results') + 1], '[]', 'what is nested comes as JSON')
  t.match(cli('-3', '--json', 'HGETALL', jobKey), new RegExp(`"job_id":"${first?.job_id}"`), 'a map in RESP3')
  const ttl = Number(cli('TTL', 'worker:w:alive'))
  t.ok(ttl >= 8 && ttl <= 10, `the lease of ten seconds has ${ttl} left`)
  t.match(cli('GET', 'plan:nightly'), /"plan_id":"nightly"/)
  const biggest = cli('--bigkeys')
  t.match(biggest, new RegExp(`Sampled ${wanted.length} keys`))
  t.notMatch(biggest, /\(error\)|ERR/)
  t.notMatch(cli('--memkeys'), /\(error\)|ERR/)
  t.match(cli('INFO', 'keyspace'), `db0:keys=${wanted.length},expires=1`)
  t.match(cli('SET', 'a', 'b'), /^ERR SET: the keys of AGQ are a read-only view; JOB\.SUBMIT json/)
  t.match(cli('FLUSHALL'), /read-only view/)
  t.match(cli('SETT', 'a'), /unknown command 'SETT'/)
})

t.test('ioredis', async (t) => {
  const redis = new Redis({ host: agq.host, port: agq.port, password: agq.sessionKey })
  t.teardown(() => redis.disconnect())
  const scan = async (options: Parameters<Redis['scanStream']>[0]) => {
    const keys: string[] = []
    for await (const page of redis.scanStream(options)) keys.push(...(page as string[]))
    return keys.sort()
  }
  t.same(await scan({ count: 3 }), wanted)
  t.same(await scan({ type: 'string' }), ['plan:nightly', 'worker:w:alive'])
  t.same(await scan({ type: 'list' }), [])
  t.match(await redis.hgetall(jobKey), { job_id: first?.job_id, status: 'pending', attempt: '0' })
  t.match(await redis.hgetall('action:act'), { jobs: '2', done: 'false', totals: /"pending":2/ })
  t.match(await redis.hgetall('worker:w'), { status: 'live', capabilities: '{"tools":["sort","uniq"]}' })
  t.match(await redis.hgetall('queue:default'), { pending: '27', running: '0' })
  t.same(await redis.hmget(jobKey, 'status', 'nothing'), ['pending', null])
  t.equal(await redis.hget('job:nobody', 'status'), null)
  t.same(await redis.hgetall('job:nobody'), {})
  t.equal(await redis.hlen(jobKey), (await redis.hkeys(jobKey)).length)
  t.equal(await redis.hexists(jobKey, 'status'), 1)
  t.equal(await redis.exists(jobKey, 'job:nobody', 'worker:w:alive'), 2)
  t.same(await Promise.all(['job:nobody', 'plan:nightly', jobKey].map((key) => redis.type(key))), [
    'none',
    'string',
    'hash',
  ])
  t.same(
    await Promise.all(['job:nobody', 'plan:nightly', 'worker:w'].map((key) => redis.pttl(key))),
    [-2, -1, -1],
  )
  t.same(JSON.parse((await redis.get('plan:nightly')) ?? ''), plan)
  t.equal(await redis.strlen('plan:nightly'), JSON.stringify(plan).length)
  t.equal(await redis.getrange('plan:nightly', 0, 4), JSON.stringify(plan).slice(0, 5))
  t.equal(await redis.getrange('plan:nightly', -3, -1), JSON.stringify(plan).slice(-3))
  t.same(await redis.mget('plan:nightly', jobKey, 'x'), [JSON.stringify(plan), null, null])
  t.same(await redis.keys('worker:*'), ['worker:w', 'worker:w:alive'])
  t.same(await redis.keys(jobKey), [jobKey])
  const [next, fields] = await redis.hscan(jobKey, 0, 'MATCH', 'st*')
  t.same([next, fields], ['0', ['status', 'pending']])
  await t.rejects(redis.get(jobKey), /is a hash: read it with HGETALL/)
  await t.rejects(redis.hgetall('plan:nightly'), /is a string: read it with GET/)
  await t.rejects(redis.call('SCAN', 'x'), /invalid cursor/)
  await t.rejects(redis.call('SCAN', '0', 'COUNT', '0'), /COUNT must be/)
  await t.rejects(redis.del(jobKey), /DEL: the keys of AGQ are a read-only view; JOB\.CANCEL/)
})

t.test('KEYS of too many is refused with the way out', async (t) => {
  const many = { action_id: 'many', plan_id: 'nightly', inputs: Array.from({ length: 10_000 }, () => ({})) }
  await connection.callWithin(30_000, 'ACTION.SUBMIT', JSON.stringify(many))
  t.match(await connection.error('KEYS', '*'), /^TOOBIG .*use SCAN 0 MATCH \* COUNT 1000/)
  t.match(
    await connection.call('KEYS', 'worker:*'),
    { kind: 'array' },
    'where the pattern leaves little it is answered',
  )
  const redis = new Redis({ host: agq.host, port: agq.port, password: agq.sessionKey })
  t.teardown(() => redis.disconnect())
  const keys = new Set<string>()
  let count = 0
  for await (const page of redis.scanStream({ match: 'job:many.*', count: 1_000 })) {
    for (const key of page as string[]) keys.add(key)
    count += (page as string[]).length
  }
  t.equal(count, 10_000)
  t.equal(keys.size, 10_000)
})

const python = '/usr/bin/python3'
t.test(
  'redis-py',
  { skip: !has(python, ['-c', 'import redis']) && 'redis-py is not installed' },
  async (t) => {
    const program = `
import redis, sys
host, port, key, job = sys.argv[1:]
r = redis.Redis(host=host, port=int(port), password=key, decode_responses=True)
print(sorted(k for k in r.scan_iter(match='worker:*')))
print(r.hgetall(job)['status'], r.type(job), r.ttl(job), 0 < r.pttl('worker:w:alive') <= 10000)
try:
    r.set('a', 'b')
except redis.ResponseError as error:
    print(error)
`
    const run = spawnSync(python, ['-c', program, agq.host, String(agq.port), agq.sessionKey, jobKey], {
      encoding: 'utf8',
    })
    t.equal(run.stderr, '')
    t.same(run.stdout.split('\n').slice(0, 2), ["['worker:w', 'worker:w:alive']", 'pending hash -1 True'])
    t.match(run.stdout, /SET: the keys of AGQ are a read-only view/)
  },
)

t.test("a worker's life ends with its lease", async (t) => {
  const worker = await agq.connect()
  await register(worker, 'brief', ['sort'], { heartbeat_interval_secs: 0.2 })
  const events = await listen(agq, ['worker:brief'])
  t.equal(await connection.text('TYPE', 'worker:brief:alive'), 'string')
  await events.until((event) => event.event === 'lost')
  t.same(await connection.call('EXISTS', 'worker:brief:alive'), { kind: 'int', value: 0 })
  t.same(await connection.call('TTL', 'worker:brief:alive'), { kind: 'int', value: -2 })
  t.equal(await connection.text('HGET', 'worker:brief', 'status'), 'lost')
  await register(worker, 'leaves', ['sort'])
  await worker.text('WORKER.UNREGISTER', 'leaves')
  t.same(
    await connection.call('EXISTS', 'worker:leaves'),
    { kind: 'int', value: 0 },
    'who said goodbye is no news',
  )
})
