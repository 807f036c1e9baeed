/** A worker's whole life with a real AGQ: start, work, cancel, drain, stop, and what ends it early. */
import { join } from 'node:path'
import t from 'tap'
import { readProcess } from '../../../agw/dist/exec/processes.js'
import { makePlace, outside, shell, startProgram } from './programs.ts'
import { fileAppears } from './run/run-one-job.ts'

const bin = join(import.meta.dirname, '../../../agw/bin/agw.js')

t.setTimeout(120_000)

t.test('runs Jobs, small and large', async (t) => {
  const place = makePlace(t)
  await place.agq()
  const worker = await place.agw(['--tags', 'a,b=c', '-w', 'w.1'])
  t.match(worker.line, /^AGW ready as w\.1 on 127\.0\.0\.1:\d+ \(2 slots, \d+ tools\)$/)
  const client = await place.client()

  const small = await client.submit(shell('cat; echo to >&2', { requires: ['b=c'] }), {
    bytes: Buffer.from('in'),
  })
  t.match(await client.wait(small, 20_000), {
    status: 'completed',
    worker_id: 'w.1',
    task_results: [{ stdout: 'in', stderr: 'to\n' }],
  })

  const bytes = Buffer.from(Array.from({ length: 3_000_000 }, (_, index) => (index * 7) % 251))
  const { sha256 } = await client.putBlob(bytes)
  const large = await client.submit(shell('cat'), { ref: sha256 })
  t.match(await client.wait(large, 20_000), {
    status: 'completed',
    task_results: [{ stdout_bytes: 3_000_000, stdout_sha256: sha256 }],
  })
  t.ok(
    bytes
      .subarray(0, 100_000)
      .equals((await client.output(large, 1, 'STDOUT', { limit: 100_000 })) ?? Buffer.alloc(0)),
  )

  const many = await Promise.all(Array.from({ length: 100 }, () => client.submit(shell('echo $AGX_ATTEMPT'))))
  const ends = await Promise.all(many.map((id) => client.wait(id, 30_000)))
  t.equal(
    ends.filter((end) => end?.status === 'completed' && end.task_results[0]?.stdout === '1\n').length,
    100,
  )
})

t.test('a cancel stops the tree at once, and what was written is kept', async (t) => {
  const place = makePlace(t)
  await place.agq()
  const worker = await place.agw(['--heartbeat-interval', '60'])
  const client = await place.client()
  const pids = join(place.directory, 'pids', 'file')
  const running = fileAppears(pids)
  const envelope = shell(`echo partial; setsid sleep 1000 & echo $$ $! > ${pids}; wait`)
  const { job_id: id } = envelope as { job_id: string }
  const [logged, stopped] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const events = await client.subscribe([`job:${id}`], (_channel, message) => {
    const { event } = message as { event: string }
    if (event === 'log') logged.resolve()
    if (event === 'stopped') stopped.resolve()
  })
  await client.submit(envelope)
  const [leader = 0, child = 0] = (await running).split(' ').map((pid) => outside(worker, pid))
  // From here on the worker has nothing more to say by itself for a minute: only the nudge can tell it.
  await logged.promise
  await client.cancel(id)
  await stopped.promise
  await events.close()
  t.equal(readProcess(leader), null)
  t.equal(readProcess(child), null)
  t.match(await client.status(id), {
    status: 'cancelled',
    task_results: [{ stdout: 'partial\n', failure: 'cancelled' }],
  })
})

t.test('live output while the task runs', async (t) => {
  const place = makePlace(t)
  await place.agq()
  await place.agw()
  const client = await place.client()
  const gate = join(place.directory, 'gate')
  const envelope = shell(`echo first; until [ -e ${gate} ]; do sleep 0.05; done; echo second`)
  const { job_id: id } = envelope as { job_id: string }
  const logged = Promise.withResolvers<void>()
  const events = await client.subscribe([`job:${id}`], (_channel, message) => {
    if ((message as { event: string }).event === 'log') logged.resolve()
  })
  await client.submit(envelope)
  await logged.promise
  await events.close()
  t.equal(String(await client.output(id, 1, 'STDOUT')), 'first\n')
  t.match(await client.status(id), { status: 'running', running_task: 1 })
  const { writeFileSync } = await import('node:fs')
  writeFileSync(gate, '')
  await client.wait(id, 20_000)
  t.equal(String(await client.output(id, 1, 'STDOUT')), 'first\nsecond\n')
})

t.test('SIGTERM: finishes what runs, takes nothing new, says goodbye', async (t) => {
  const place = makePlace(t)
  await place.agq()
  const worker = await place.agw(['--concurrency', '1', '-w', 'w'])
  const client = await place.client()
  const started = join(place.directory, 'started', 'file')
  const gate = join(place.directory, 'gate')
  const running = fileAppears(started)
  const first = await client.submit(
    shell(`echo > ${started}.x; echo yes > ${started}; until [ -e ${gate} ]; do sleep 0.05; done; echo done`),
  )
  await running
  const second = await client.submit(shell('echo never'))
  worker.process.kill('SIGTERM')
  const { writeFileSync } = await import('node:fs')
  writeFileSync(gate, '')
  const { code, stderr } = await worker.ended
  t.equal(code, 0)
  t.match(stderr, 'agw: draining: 1 Job finishes first (again to give them back)')
  t.match(await client.status(first), { status: 'completed', task_results: [{ stdout: 'done\n' }] })
  t.match(await client.status(second), { status: 'pending', attempt: 0 })
  t.match(JSON.parse(String(await client.call('WORKER.GET', 'w'))), { status: 'gone' })
})

for (const [how, end] of [
  ['a second SIGTERM', (child: import('node:child_process').ChildProcess) => child.kill('SIGTERM')],
  ['the end of its parent', (child: import('node:child_process').ChildProcess) => child.stdin?.end()],
] as const) {
  t.test(`${how}: kills what runs and gives it back`, async (t) => {
    const place = makePlace(t)
    await place.agq()
    const worker = await place.agw(['--exit-with-parent'])
    const client = await place.client()
    const pids = join(place.directory, 'pids', 'file')
    const running = fileAppears(pids)
    const id = await client.submit(shell(`trap "" TERM; echo $$ > ${pids}; while :; do sleep 1000; done`))
    const pid = outside(worker, await running)
    if (how === 'a second SIGTERM') worker.process.kill('SIGINT')
    end(worker.process)
    t.equal((await worker.ended).code, 0)
    t.equal(readProcess(pid), null)
    t.match(await client.status(id), { status: 'pending', attempt: 0 }, 'the attempt does not count')
  })
}

t.test('a drain that takes too long becomes a stop', async (t) => {
  const place = makePlace(t)
  await place.agq()
  const worker = await place.agw(['--shutdown-timeout', '0.2'])
  const client = await place.client()
  const pids = join(place.directory, 'pids', 'file')
  const running = fileAppears(pids)
  const id = await client.submit(shell(`echo $$ > ${pids}; exec sleep 1000`))
  await running
  worker.process.kill('SIGTERM')
  t.equal((await worker.ended).code, 0)
  t.match(await client.status(id), { status: 'pending' })
})

t.test('what an ended Job left in a session of its own ends with the worker', async (t) => {
  const place = makePlace(t)
  await place.agq()
  const worker = await place.agw(['--containment', 'session'])
  const client = await place.client()
  const pids = join(place.directory, 'pids', 'file')
  const left = fileAppears(pids)
  // The cells of the stronger levels end it with its Job.
  const script = `setsid sleep 1000 & echo $! > ${pids}`
  await client.wait(await client.submit(shell(script)), 20_000)
  const pid = Number(await left)
  worker.process.kill('SIGTERM')
  t.equal((await worker.ended).code, 0)
  t.equal(readProcess(pid), null)
})

t.test('WORKER.DRAIN: finishes and ends', async (t) => {
  const place = makePlace(t)
  await place.agq()
  const worker = await place.agw(['-w', 'w'])
  const client = await place.client()
  await client.call('WORKER.DRAIN', 'w')
  t.equal((await worker.ended).code, 0)
})

t.test('--tools and --allow: what is offered, and what is refused all the same', async (t) => {
  const place = makePlace(t)
  await place.agq()
  const worker = await place.agw(['--tools', 'sh,cat,no-such', '--allow', 'cat,true'])
  t.match(worker.line, /1 tools\)$/)
  const client = await place.client()
  const job = (command: string) => ({
    job_id: command.replaceAll('/', '.'),
    plan_id: command.replaceAll('/', '.'),
    tasks: [{ task_number: 1, command }],
  })
  t.match(await client.wait(await client.submit(job('/bin/sh')), 20_000), {
    status: 'failed',
    task_results: [{ failure: 'not_started', error: /--allow/ }],
  })
  t.match(await client.wait(await client.submit(job('cat')), 20_000), { status: 'completed' })
  worker.process.kill('SIGTERM')
  t.match((await worker.ended).stderr, /no-such/)
})

t.test('an id that a living process has', async (t) => {
  const place = makePlace(t)
  const server = await place.agq()
  const first = await place.agw(['-w', 'same'], join(place.directory, 'one'))
  await t.rejects(
    // After the lease of a predecessor that might be dead.
    place.agw(['-w', 'same', '--heartbeat-interval', '0.2'], join(place.directory, 'two')),
    /ended with 1:[\s\S]*agw: worker id same is in use by a live process/,
  )
  const client = await place.client()
  const pids = join(place.directory, 'pids', 'file')
  const running = fileAppears(pids)
  await client.submit(shell(`trap "" TERM; echo $$ > ${pids}; while :; do sleep 0.1; done`))
  const pid = outside(first, await running)
  // While AGQ is away and the first is stopped, another takes the id.
  first.process.kill('SIGSTOP')
  server.process.kill('SIGKILL')
  await server.ended
  await place.agq()
  await place.agw(['-w', 'same'], join(place.directory, 'two'))
  first.process.kill('SIGCONT')
  const { code, stderr } = await first.ended
  t.equal(code, 1)
  t.match(stderr, /in use by a live process|another process registered as worker same/)
  t.equal(readProcess(pid), null, 'what it ran is killed')
})

t.test('what it cannot start with, and how it says so', async (t) => {
  const place = makePlace(t)
  await place.agq()
  await place.agw()
  await t.rejects(place.agw(), /ended with 1: agw: the state directory .* is in use/)
  await t.rejects(
    place.agw(['-k', 'f'.repeat(64)], join(place.directory, 'v')),
    /ended with 3: agw: .*does not accept the session key/,
  )
  await t.rejects(place.agw(['--concurrency', '0']), /ended with 2: .*whole number from 1 to 1024/)
  await t.rejects(place.agw(['--no-such-flag']), /ended with 2/)
  await t.rejects(place.agw(['-w', 'a b']), /ended with 2/)
  for (const tags of ['=,', 'a=b=c', 'a,,', 'a='])
    await t.rejects(place.agw(['--tags', tags]), /ended with 2: .*A tag is k or k=v/)
  await t.rejects(place.agw([], bin), /ended with 1: agw: the state directory .* cannot be used .*--data/)
  await t.rejects(
    startProgram(bin, ['-a', 'a:b:c'], { HOME: place.directory, PATH: '' }),
    /ended with [123]: .*not an address/,
  )
  await t.rejects(
    startProgram(bin, [], { HOME: place.directory, PATH: '', AGW_KILL_GRACE: 'x' }),
    /ended with 2: .*AGW_KILL_GRACE/,
  )
})
