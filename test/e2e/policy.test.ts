/**
 * `agw --allow` against somebody who may submit anything: every way around it that we know is tried by real Jobs, which
 * plant their files themselves, with what the rules allow them.
 */
import {
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  realpathSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import t, { type Test } from 'tap'
import {
  type Connection,
  pipeline,
  type Step,
  startAgq,
  startAgw,
  temporaryDirectory,
} from '../harness/index.ts'

/** Good and evil are told apart by what they make of a path: echo says all of it, basename its end. */
function program(name: string, to: string): string {
  copyFileSync(realpathSync(`/usr/bin/${name}`), to)
  chmodSync(to, 0o755)
  return to
}

async function stage(t: Test, rules: readonly string[], args: readonly string[] = []) {
  const place = temporaryDirectory('policy')
  const file = join(place, 'rules')
  writeFileSync(file, `# What may run here.\n\n${rules.join('\n')}\n`, { mode: 0o600 })
  const agq = await startAgq(t)
  const agw = await startAgw(t, agq, {
    workerId: 'strict',
    concurrency: 8,
    args: ['--allow-file', file, ...args],
  })
  const connection = await agq.connect()
  return { place, agq, agw, connection }
}

async function run(connection: Connection, step: Step, more: Readonly<Record<string, unknown>> = {}) {
  const jobId = await connection.submit(pipeline([step], more))
  const status = await connection.wait(jobId)
  const task = status.task_results[0]
  return { ...status, jobId, task, said: task?.stdout ?? '', error: task?.error ?? '' }
}

t.test('files, links and paths', async (t) => {
  const { place, connection } = await stage(t, ['grep', 'cp * *', 'ln -s * *', 'ls -l *'])
  const evil = program('basename', join(place, 'evil'))
  mkdirSync(join(place, 'cwd'))
  const cwd = join(place, 'cwd')
  for (const [from, to] of [
    [evil, 'grep'],
    [evil, 'cat'],
  ]) {
    t.match(
      await run(connection, ['cp', from ?? '', join(cwd, to ?? '')]),
      { status: 'completed' },
      'planted',
    )
  }
  t.match(await run(connection, ['ln', '-s', evil, join(cwd, 'ls')]), { status: 'completed' })
  t.match(await run(connection, ['ln', '-s', cwd, join(place, 'usr')]), { status: 'completed' })
  t.match(await run(connection, ['ln', '-s', '/usr/bin', join(cwd, 'real')]), { status: 'completed' })

  const refused = async (what: string, command: string, ...args: readonly string[]) => {
    const { status, error, said } = await run(connection, { command, args: [...args, '/x/y'] }, { cwd })
    t.match({ status, said }, { status: 'failed', said: '' }, what)
    t.match(error, `this worker does not allow ${command.slice(0, 5)}`, `${what}: says so`)
  }
  await refused('a file of that name in the cwd', './grep')
  await refused('by its whole path', join(cwd, 'grep'))
  await refused('by a way up', '../cwd/grep')
  await refused('by a way through a trusted directory', `/usr/bin/../..${cwd}/grep`)
  await refused('by a linked directory', join(place, 'usr', 'grep'))
  await refused('a link of an allowed name to something else', './ls', '-l')
  await refused('an allowed directory, another name', '/usr/bin/cat')
  await refused('an allowed file under a link with another name', 'real/cat')
  await refused('arguments that no rule has', 'ls', '-R')
  await refused('an option where a pattern has a file', 'ls', '-l', '-R')
  for (const command of ['cat', 'grep ', 'GREP']) {
    const jobId = await connection.submit(pipeline([[command]], { priority: 9 }))
    const why = await connection.json<{ sentence: string }>('JOB.WHY', jobId)
    t.match(why.sentence, `worker strict does not allow ${command} (its --allow has: grep, cp * *`)
    await connection.call('JOB.CANCEL', jobId)
  }

  const planted = join(cwd, 'grep')
  t.match(await run(connection, ['grep', '--version'], { cwd }), { status: 'completed', said: /GNU|grep/ })
  t.ok(existsSync(planted), 'though another one lies there')
  const byWay = await run(connection, ['real/grep', '--version'], { cwd })
  t.match(byWay, { status: 'completed', said: /grep/ }, 'the allowed file itself, by a way of one’s own')
})

t.test('nothing of a Job runs when the rules refuse a later task', async (t) => {
  const { place, connection } = await stage(t, ['cp * *'])
  const to = join(place, 'copied')
  const jobId = await connection.submit(
    pipeline([
      ['cp', '/etc/hostname', to],
      ['/usr/bin/rm', to],
    ]),
  )
  const status = await connection.wait(jobId)
  t.match(status, {
    status: 'failed',
    error: /task 2: this worker does not allow \/usr\/bin\/rm \(its --allow has: cp \* \*\)/,
  })
  t.notOk(existsSync(to))
})

t.test('the environment', async (t) => {
  const { place, agq, connection } = await stage(t, ['grep', 'printenv'], ['--allow-env', 'MY_*'])
  const evil = {
    PATH: place,
    LD_PRELOAD: '/x.so',
    LD_LIBRARY_PATH: place,
    LD_AUDIT: '/x.so',
    NODE_OPTIONS: '-r /x',
  }
  const more = {
    BASH_ENV: '/x',
    ENV: '/x',
    PYTHONPATH: place,
    PERL5LIB: place,
    GIT_SSH_COMMAND: 'sh',
    HOME: place,
  }
  for (const [name, value] of Object.entries({ ...evil, ...more, GLIBC_TUNABLES: 'x' })) {
    const ofJob = await run(connection, ['grep', '--version'], { env: { [name]: value } })
    t.match(ofJob, { status: 'failed', error: new RegExp(`\\b${name}\\b`), said: '' }, name)
    const ofTask = await run(connection, { command: 'grep', args: ['--version'], env: { [name]: value } })
    t.match(ofTask, { status: 'failed', error: new RegExp(`\\b${name}\\b`) }, `${name} of a task`)
  }
  const plain = await run(connection, ['printenv', 'MY_X', 'LC_ALL'], { env: { MY_X: '1', LC_ALL: 'C' } })
  t.match(plain, { status: 'completed', said: '1\nC\n' })
  await startAgw(t, agq, { workerId: 'free', tools: ['true'] })
  for (const name of ['LD_PRELOAD', 'NODE_OPTIONS', 'BASH_ENV', 'LD_LIBRARY_PATH']) {
    const free = await run(connection, ['true'], { env: { [name]: '/x' } })
    t.match(
      free,
      { status: 'failed', error: `this worker does not hand ${name} to a task` },
      'not without rules either',
    )
  }
})

/** Exchanges files as fast as it can until it is told to stop. */
function swapping(exchange: (turn: number) => void): { stop(): Promise<number> } {
  let going = true
  const done = (async () => {
    let turns = 0
    for (; going; turns++) {
      exchange(turns)
      await turn()
    }
    return turns
  })()
  return {
    stop: () => {
      going = false
      return done
    },
  }
}

t.test('a file that is exchanged while Jobs run', async (t) => {
  const place = temporaryDirectory('race')
  const good = program('echo', join(place, 'good'))
  const evil = program('basename', join(place, 'evil'))
  const tool = program('echo', join(place, 'tool'))
  const { connection } = await stage(t, [tool, 'grep --version'])
  const link = join(place, 'grep')
  const race = swapping((turns) => {
    const next = join(place, 'next')
    linkSync(turns % 2 === 0 ? evil : good, next)
    renameSync(next, tool)
    symlinkSync(turns % 2 === 0 ? evil : realpathSync('/usr/bin/grep'), next)
    renameSync(next, link)
  })
  const jobs = Array.from({ length: 200 }, (_, index) =>
    index % 2 === 0 ? pipeline([[tool, '/x/y']]) : pipeline([[link, '--version']]),
  )
  const ids = await Promise.all(jobs.map((job) => connection.submit(job)))
  const ends = []
  for (const id of ids) ends.push(await connection.wait(id))
  const turns = await race.stop()
  const tools = ends.filter((_, index) => index % 2 === 0)
  t.ok(turns > 200, `exchanged ${turns} times`)
  t.equal(
    tools.filter(({ task_results: [task] }) => task?.stdout === '/x/y\n').length,
    100,
    'the allowed one each time',
  )
  const links = ends.filter((_, index) => index % 2 === 1)
  for (const {
    status,
    task_results: [task],
  } of links) {
    const ran = status === 'completed' && /grep/.test(task?.stdout ?? '')
    const not = status === 'failed' && /does not allow/.test(task?.error ?? '') && task?.stdout === ''
    if (!ran && !not) t.fail(`${status} ${task?.stdout} ${task?.error}`)
  }
})
