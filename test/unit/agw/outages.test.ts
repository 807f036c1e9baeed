/** Deaths and silences: kill -9 of either side, an AGQ that is away, an outbox that outlives its worker. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import t from 'tap'
import { readProcess } from '../../../agw/dist/exec/processes.js'
import { makePlace, outside, shell } from './programs.ts'
import { fileAppears, processIsGone } from './run/run-one-job.ts'

t.setTimeout(120_000)

t.test('kill -9 of the worker: the next one sweeps, and the Job runs again', async (t) => {
  const place = makePlace(t)
  await place.agq()
  const first = await place.agw(['--containment', 'session'])
  const client = await place.client()
  const pids = join(place.directory, 'pids', 'file')
  const running = fileAppears(pids)
  const script = `[ $AGX_TOKEN = 2 ] && echo again && exit; setsid sleep 1000 & echo $$ $! > ${pids}; wait`
  const id = await client.submit(shell(script, { max_attempts: 3 }))
  const left = (await running).split(' ').map(Number)
  first.process.kill('SIGKILL')
  await first.ended
  for (const pid of left) t.ok(readProcess(pid), 'its tasks still run')
  const second = await place.agw()
  for (const pid of left) t.equal(readProcess(pid), null, 'swept before it was ready')
  t.match(await client.wait(id, 20_000), { status: 'completed', task_results: [{ stdout: 'again\n' }] })
  second.process.kill('SIGTERM')
  t.match((await second.ended).stderr, /swept what a predecessor left/)
})

t.test('kill -9 of a worker that contains by namespaces: its tasks end with it', async (t) => {
  const place = makePlace(t)
  await place.agq()
  const worker = await place.agw(['--containment', 'pid-namespace'])
  const client = await place.client()
  const pids = join(place.directory, 'pids', 'file')
  const running = fileAppears(pids)
  await client.submit(shell(`trap "" TERM; setsid sleep 1000 & echo $$ $! > ${pids}; wait`))
  const left = (await running).split(' ').map((pid) => outside(worker, pid))
  const killed = performance.now()
  worker.process.kill('SIGKILL')
  for (const pid of left) await processIsGone(pid)
  t.ok(performance.now() - killed < 1_000, 'within a second, with nobody there to end them')
})

t.test('kill -9 of AGQ, back within the lease: the Job never notices', async (t) => {
  const place = makePlace(t)
  const server = await place.agq()
  const worker = await place.agw(['--heartbeat-interval', '10'])
  const client = await place.client()
  const started = join(place.directory, 'started', 'file')
  const gate = join(place.directory, 'gate')
  const running = fileAppears(started)
  const id = await client.submit(
    shell(`echo $$ > ${started}; until [ -e ${gate} ]; do sleep 0.05; done; echo once >> ${started}.count`),
  )
  const pid = outside(worker, await running)
  server.process.kill('SIGKILL')
  await server.ended
  t.ok(readProcess(pid), 'it goes on without AGQ')
  await place.agq()
  writeFileSync(gate, '')
  const back = await place.client()
  t.match(await back.wait(id, 20_000), { status: 'completed', attempt: 1 })
  t.equal(readFileSync(`${started}.count`, 'utf8'), 'once\n')
})

t.test('AGQ away for many leases: what runs goes on, what ends waits, nothing runs twice', async (t) => {
  const place = makePlace(t)
  const server = await place.agq()
  const worker = await place.agw(['--heartbeat-interval', '0.3', '--concurrency', '2'])
  const client = await place.client()
  const files = (name: string): string => join(place.directory, name)
  const [long, short] = [fileAppears(files('long')), fileAppears(files('short'))]
  const ended = fileAppears(files('ended'))
  const gate = files('gate')
  const started = (name: string): string => `echo x > ${files(name)}; echo $AGX_TOKEN >> ${files(name)}.runs`
  const runs = await client.submit(
    shell(`${started('long')}; until [ -e ${gate} ]; do sleep 0.02; done; echo whole`),
  )
  const ends = await client.submit(
    shell(
      `${started('short')}; until [ -e ${gate}1 ]; do sleep 0.02; done; echo x > ${files('ended')}; echo early`,
    ),
  )
  await Promise.all([long, short])
  server.process.kill('SIGKILL')
  await server.ended
  const away = performance.now()
  writeFileSync(`${gate}1`, '')
  await ended
  // Six leases of 600 ms: it is time itself that must pass.
  await delay(3_600 - (performance.now() - away))
  await place.agq()
  const back = await place.client()
  t.match(await back.wait(ends, 20_000), {
    status: 'completed',
    attempt: 1,
    task_results: [{ stdout: 'early\n' }],
  })
  t.match(await back.status(runs), { status: 'running', attempt: 1 })
  writeFileSync(gate, '')
  t.match(await back.wait(runs, 20_000), {
    status: 'completed',
    attempt: 1,
    task_results: [{ stdout: 'whole\n' }],
  })
  for (const name of ['long', 'short'])
    t.equal(readFileSync(`${files(name)}.runs`, 'utf8'), '1\n', 'started once')
  worker.process.kill('SIGTERM')
  t.match((await worker.ended).stderr, /AGQ has ended and connections are refused: what runs goes on/)
})

t.test(
  'AGQ away for longer than the outage limit: the tasks end with the lease, and the Job runs again',
  async (t) => {
    const place = makePlace(t)
    const server = await place.agq()
    const worker = await place.agw(['--heartbeat-interval', '0.5', '--outage-limit', '0'])
    const client = await place.client()
    const stopped = join(place.directory, 'stopped', 'file')
    const started = join(place.directory, 'started', 'file')
    const [running, ending] = [fileAppears(started), fileAppears(stopped)]
    const script = `[ $AGX_TOKEN -ge 2 ] && exit; trap "echo stopped > ${stopped}; exit" TERM; echo x > ${started}; while :; do sleep 0.01; done`
    const id = await client.submit(shell(script))
    await running
    server.process.kill('SIGKILL')
    const away = performance.now()
    await ending
    const ms = performance.now() - away
    t.ok(ms < 1_000, `told to stop ${Math.round(ms)} ms after AGQ went, of a lease of 1000 ms`)
    await place.agq()
    const back = await place.client()
    t.match(await back.wait(id, 20_000), { status: 'completed', task_results: [{ exit_code: 0 }] })
    worker.process.kill('SIGTERM')
    const { stderr } = await worker.ended
    t.equal(stderr.match(/no link to AGQ/g)?.length, 1, 'the outage is said once')
    t.match(stderr, /the link to AGQ is back/)
  },
)

t.test(
  'an outbox that outlives AGQ and worker: the successor ships it, and nothing runs twice',
  async (t) => {
    const place = makePlace(t)
    const server = await place.agq()
    const first = await place.agw(['--heartbeat-interval', '30'])
    const client = await place.client()
    const started = join(place.directory, 'started', 'file')
    const gate = join(place.directory, 'gate')
    const running = fileAppears(started)
    const script = `echo x >> ${started}; until [ -e ${gate} ]; do sleep 0.02; done; head -c 100000 /dev/zero; echo x >> ${started}.runs`
    const id = await client.submit(shell(script))
    await running
    server.process.kill('SIGKILL')
    await server.ended
    const outbox = fileAppears(join(place.directory, 'w', 'outbox.log'))
    writeFileSync(gate, '')
    t.match(await outbox, /JOB.COMPLETE/)
    first.process.kill('SIGKILL')
    await first.ended
    await place.agq()
    await place.agw()
    const back = await place.client()
    t.match(await back.wait(id, 20_000), {
      status: 'completed',
      attempt: 1,
      task_results: [{ stdout_bytes: 100_000 }],
    })
    t.equal(readFileSync(`${started}.runs`, 'utf8'), 'x\n')
  },
)

t.test('a stopped worker (SIGSTOP) comes back fenced: it kills, and reports nothing', async (t) => {
  const place = makePlace(t)
  await place.agq()
  const slow = await place.agw(['-w', 'slow'], join(place.directory, 'slow'))
  const client = await place.client()
  const pids = join(place.directory, 'pids', 'file')
  const running = fileAppears(pids)
  const id = await client.submit(
    shell(
      `[ $AGX_TOKEN -ge 2 ] && echo second && exit; trap "" TERM; echo $$ > ${pids}; while :; do sleep 0.1; done`,
      { max_attempts: 2 },
    ),
  )
  const pid = outside(slow, await running)
  slow.process.kill('SIGSTOP')
  await place.agw(['-w', 'other'], join(place.directory, 'other'))
  t.match(await client.wait(id, 20_000), {
    status: 'completed',
    worker_id: 'other',
    task_results: [{ stdout: 'second\n' }],
  })
  slow.process.kill('SIGCONT')
  slow.process.kill('SIGTERM')
  t.equal((await slow.ended).code, 0)
  t.equal(readProcess(pid), null)
  t.match(await client.status(id), { status: 'completed', worker_id: 'other' })
})

t.test(
  'a lease lost while the worker lives: the heartbeat says so, the task is killed at once',
  async (t) => {
    const place = makePlace(t)
    await place.agq()
    const worker = await place.agw(['-w', 'w', '--concurrency', '1', '--kill-grace', '600'])
    const client = await place.client()
    const pids = join(place.directory, 'pids', 'file')
    const running = fileAppears(pids)
    const script = `[ $AGX_TOKEN -ge 2 ] && exit; trap "" TERM; echo $$ > ${pids}; while :; do sleep 0.1; done`
    const id = await client.submit(shell(script, { max_attempts: 2 }))
    const pid = outside(worker, await running)
    // Somebody with the right token gave it back behind the worker's back: the lease is gone.
    await client.call('JOB.RELEASE', id, 1)
    t.match(await client.wait(id, 20_000), { status: 'completed' })
    t.equal(readProcess(pid), null)
  },
)

t.test('started before AGQ: it waits', async (t) => {
  const place = makePlace(t)
  const server = await place.agq()
  server.process.kill('SIGKILL')
  await server.ended
  const waiting = place.agw()
  await place.agq()
  t.match((await waiting).line, /^AGW ready/)
})
