/** METRICS: every line of it is of the exposition format, the numbers are those of what was done, and the series are bounded. */
import t from 'tap'
import { failureReport, leaseOne, pipeline, register, startAgq, successReport } from '../harness/index.ts'

interface Metric {
  readonly type: string
  readonly help: string
  readonly samples: Map<string, number>
}

/** The text format 0.0.4, taken by its word: throws at whatever else stands there. */
function parse(text: string): ReadonlyMap<string, Metric> {
  if (!text.endsWith('\n')) throw new Error('the last line has no end')
  const metrics = new Map<string, Metric>()
  let help: readonly [string, string] | undefined
  let current: readonly [string, Metric] | undefined
  for (const line of text.split('\n')) {
    const meta = /^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)$/.exec(line)
    if (line === '') continue
    if (meta !== null) {
      const [, kind, name = '', rest = ''] = meta
      if (kind === 'HELP') help = [name, rest]
      else {
        if (help?.[0] !== name) throw new Error(`${name} has a type and no help before it`)
        if (metrics.has(name)) throw new Error(`${name} comes twice`)
        if (!/^(counter|gauge|histogram)$/.test(rest)) throw new Error(`${name} is a ${rest}`)
        current = [name, { type: rest, help: help[1], samples: new Map() }]
        metrics.set(...current)
      }
      continue
    }
    const sample = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(\{[^{}]*\})? (\S+)$/.exec(line)
    if (sample === null || current === undefined) throw new Error(`no line of the format: ${line}`)
    const [, series = '', labels = '', value = ''] = sample
    const [name, metric] = current
    const suffix = series.slice(name.length)
    if (
      !series.startsWith(name) ||
      !(metric.type === 'histogram' ? ['_bucket', '_sum', '_count'] : ['']).includes(suffix)
    ) {
      throw new Error(`${series} stands under ${name}`)
    }
    if (labels !== '' && !/^\{([a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\[\\"n])*",?)+\}$/.test(labels)) {
      throw new Error(`odd labels: ${labels}`)
    }
    if (metric.type === 'counter' && !name.endsWith('_total')) throw new Error(`${name} is a counter`)
    if (value === '' || Number.isNaN(Number(value)) || (metric.type !== 'gauge' && Number(value) < 0)) {
      throw new Error(`odd value: ${line}`)
    }
    if (metric.samples.has(`${suffix}${labels}`)) throw new Error(`${line}: the series comes twice`)
    metric.samples.set(`${suffix}${labels}`, Number(value))
  }
  return metrics
}

const agq = await startAgq(t)
const connection = await agq.connect()
const metrics = async () => parse((await connection.text('METRICS')) ?? '')
const sampleOf = (found: ReadonlyMap<string, Metric>, name: string, labels = ''): number | undefined =>
  found.get(name)?.samples.get(labels)

t.test('the numbers of what was done', async (t) => {
  const worker = await agq.connect()
  await register(worker, 'w', ['true'], { max_concurrent_jobs: 7 })
  for (const queue of ['a', 'a', 'a', 'b']) await connection.submit({ ...pipeline([['true']]), queue })
  const done = await leaseOne(worker, 'w')
  await worker.text('JOB.COMPLETE', done.jobId, done.token, successReport(done, 'twelve bytes'))
  const failed = await leaseOne(worker, 'w')
  await worker.text('JOB.FAIL', failed.jobId, failed.token, failureReport(failed, 3))
  const held = await leaseOne(worker, 'w')
  t.ok(held.jobId)
  await connection.text('QUEUE.PAUSE', 'b')
  await connection.text('BLOB.PUT', 'some bytes')
  await connection.error('JOB.SUBMIT', '{}')
  await connection.error('JOB.FAIL', held.jobId, '999', failureReport(held, 1))
  const found = await metrics()
  const jobs = [...(found.get('agq_jobs')?.samples ?? [])].filter(([, value]) => value > 0)
  t.equal(
    jobs.reduce((sum, [, value]) => sum + value, 0),
    4,
  )
  const outputs = [...(found.get('agq_output_bytes')?.samples.values() ?? [])]
  t.equal(
    outputs.reduce((sum, bytes) => sum + bytes, 0),
    12,
  )
  t.equal(sampleOf(found, 'agq_workers', '{status="live"}'), 1)
  t.equal(sampleOf(found, 'agq_slots'), 7)
  t.equal(sampleOf(found, 'agq_leases_held'), 1)
  t.equal(sampleOf(found, 'agq_queues'), 2)
  t.equal(sampleOf(found, 'agq_queues_paused'), 1)
  t.equal(sampleOf(found, 'agq_clients_connected'), 2)
  t.equal(sampleOf(found, 'agq_commands_total', '{command="JOB.SUBMIT"}'), 5)
  t.equal(sampleOf(found, 'agq_commands_total', '{command="JOB.LEASE"}'), 3)
  t.equal(sampleOf(found, 'agq_errors_total', '{code="ERR"}'), 1)
  t.equal(sampleOf(found, 'agq_errors_total', '{code="FENCED"}'), 1)
  t.equal(sampleOf(found, 'agq_blobs'), 1)
  t.equal(sampleOf(found, 'agq_blob_bytes'), 10)
  t.ok((sampleOf(found, 'agq_disk_free_bytes') ?? 0) > 0)
  t.ok((sampleOf(found, 'agq_uptime_seconds') ?? 0) > 0)
  t.ok((sampleOf(found, 'agq_events_total') ?? 0) >= 8)
  t.ok(found.get('agq_info')?.samples.size === 1)
  for (const name of ['agq_batch_seconds', 'agq_commit_seconds', 'agq_batch_commands']) {
    const samples = found.get(name)?.samples ?? new Map<string, number>()
    const buckets = [...samples].filter(([series]) => series.startsWith('_bucket')).map(([, value]) => value)
    t.same(
      buckets,
      [...buckets].sort((a, b) => a - b),
      `${name}: each bucket holds the one before`,
    )
    t.equal(samples.get('_bucket{le="+Inf"}'), samples.get('_count'))
    t.ok((samples.get('_count') ?? 0) > 0)
  }
})

t.test('counters only grow, gauges follow', async (t) => {
  const before = await metrics()
  await connection.text('QUEUE.RESUME', 'b')
  const after = await metrics()
  for (const [name, { type, samples }] of before) {
    if (type === 'gauge') continue
    for (const [series, value] of samples)
      t.ok((sampleOf(after, name, series) ?? -1) >= value, `${name}${series}`)
  }
  t.equal(sampleOf(after, 'agq_queues_paused'), 0)
})

t.test('as JSON it says the same', async (t) => {
  const json = await connection.json<Record<string, { type: string; values: { value: number }[] }>>(
    'METRICS',
    'json',
  )
  t.same(Object.keys(json).sort(), [...(await metrics()).keys()].sort())
  t.match(json.agq_slots, { type: 'gauge', values: [{ labels: {}, value: 7 }] })
  t.match(await connection.error('METRICS', 'XML'), /PROMETHEUS \(the default\) or JSON/)
})

t.test('many queues are told by name up to a bound, the others together', async (t) => {
  const sent = Array.from({ length: 130 }, (_, index) =>
    connection.submit({ ...pipeline([['true']]), queue: `many-${index}` }),
  )
  await Promise.all(sent)
  const found = await metrics()
  const series = [...(found.get('agq_jobs')?.samples ?? [])]
  const queues = new Set(series.map(([labels]) => /queue="([^"]*)"/.exec(labels)?.[1]))
  t.equal(queues.size, 101)
  t.ok(queues.has('(other)') && queues.has('a'), 'the busiest by name')
  t.equal(
    series.reduce((sum, [, value]) => sum + value, 0),
    134,
    'and nothing is lost',
  )
  t.equal(sampleOf(found, 'agq_queues'), 132)
})
