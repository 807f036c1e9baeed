/** A task that tries to get out of its sandbox, on a worker that is root and on one that is not: it gets nothing. */
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { isRunning, type Owner, pipeline, script, startAgq, temporaryDirectory } from '../../harness/index.ts'
import type { Targets } from './intruder.ts'
import { kinds, node, startIsolating } from './workers.ts'

interface Loot {
  readonly results: Readonly<Record<string, string>>
  readonly inside: Readonly<Record<string, unknown>>
}

const intruder = realpathSync(join(import.meta.dirname, 'intruder.ts'))

function listen(owner: Owner, where: string | number): Promise<Server> {
  const server = createServer()
  owner.teardown(() => server.close())
  return new Promise((resolve) => server.listen(where, () => resolve(server)))
}

for (const kind of kinds) {
  t.test(`a worker of ${kind.name}`, { skip: kind.skip }, async (t) => {
    const agq = await startAgq(t)
    const secret = { SECRET_OF_THE_WORKER: 'x', LD_LIBRARY_PATH: '/nowhere', NODE_OPTIONS: '--no-warnings' }
    const agw = await startIsolating(t, agq, kind, { concurrency: 2, env: secret })
    const connection = await agq.connect()

    // Somebody to rob: another Job that runs on the same worker, a listener of each kind, the keys.
    const neighbour = script('echo loot > loot; pwd > where; echo ready; exec sleep 100')
    await connection.submit({ ...neighbour, job_id: 'neighbour' })
    const sockets = temporaryDirectory('sockets')
    await listen(t, join(sockets, 'path'))
    await listen(t, `\0agenix-${process.pid}`)
    const home = join(agw.home, '.agenix')
    mkdirSync(home, { recursive: true })
    writeFileSync(join(home, 'key'), 'a key')
    const targets: Targets = {
      files: [
        join(agw.stateDir, 'worker.json'),
        join(agw.stateDir, 'outbox.log'),
        join(home, 'key'),
        join(agq.dataDir, 'session.key'),
        '/etc/shadow',
        '/etc/machine-id',
        '/proc/kcore',
        '/proc/1/mem',
      ],
      directories: [
        agw.stateDir,
        join(agw.stateDir, 'work'),
        join(agw.stateDir, 'spool'),
        agq.dataDir,
        '/root',
        '/sys',
        '/var',
        '/run',
        '/opt',
        sockets,
      ],
      workerPid: agw.pid,
      onlyLooks: false,
      sockets: {
        AGQ: agq.port,
        'a path': join(sockets, 'path'),
        'an abstract name': `\0agenix-${process.pid}`,
      },
    }
    const attack = {
      command: node,
      args: [intruder, JSON.stringify(targets)],
      sandbox: 'isolated',
      read_paths: [node, intruder],
    }
    const jobId = await connection.submit(pipeline([attack]))
    const status = await connection.wait(jobId)
    t.equal(status.status, 'completed', status.error ?? '')
    const { results, inside }: Loot = JSON.parse(String(await connection.output(jobId, 1)))
    for (const [name, result] of Object.entries(results)) t.match(result, /^refused: /, `${name} → ${result}`)
    const control = {
      command: node,
      args: [intruder, JSON.stringify({ ...targets, onlyLooks: true })],
    }
    const openly = await connection.submit(pipeline([control]))
    await connection.wait(openly)
    const { results: found }: Loot = JSON.parse(String(await connection.output(openly, 1)))
    for (const name of [`read ${join(agw.stateDir, 'worker.json')}`, `list ${agw.stateDir}`, 'connect AGQ'])
      t.match(found[name], /^GOT /, `without a sandbox: ${name}`)
    t.match(found['connect an abstract name'], /^GOT /)

    t.ok(Object.keys(results).length >= 35, `${Object.keys(results).length} tries`)
    t.match(inside, {
      uid: 1000,
      setuid: '1000',
      capabilities: /^0+$/,
      interfaces: [],
      home: ['task'],
      descriptors: 3,
    })
    t.strictSame(
      new Set(inside.commands as string[]),
      new Set(['bwrap', 'MainThread']),
      'it sees its own processes',
    )
    t.strictSame(inside.environment, [
      ...['AGX_ATTEMPT', 'AGX_JOB_ID', 'AGX_TASK', 'AGX_TOKEN', 'AGX_WORKER_MARK', 'HOME', 'LANG', 'LOGNAME'],
      ...['PATH', 'PWD', 'TMPDIR', 'TZ', 'USER'],
    ])

    t.comment('kill -9 -1, and the loader turned against what isolates')
    const killer = await connection.submit(
      pipeline([{ command: 'sh', args: ['-c', 'kill -9 -1; echo on'], sandbox: 'isolated' }]),
    )
    await connection.wait(killer)
    t.ok(isRunning(agw.pid), 'the worker lives')
    const loader = { command: 'true', sandbox: 'isolated', env: { LD_TRACE_LOADED_OBJECTS: '1' } }
    const traced = await connection.submit(pipeline([loader]))
    // Were it let through, it would be set inside alone: unit/agw/sandbox/command.
    t.match((await connection.wait(traced)).error, /does not hand LD_TRACE_LOADED_OBJECTS to a task/)
    await connection.call('JOB.CANCEL', 'neighbour')
    t.equal((await connection.wait('neighbour')).status, 'cancelled', 'and the neighbour ran all the time')
  })
}
