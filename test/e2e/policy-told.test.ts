/** `agw --allow`: what the operator hears at the start, and what everybody else is told of the rules. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import {
  agx,
  cleanEnvironment,
  launch,
  pipeline,
  programPath,
  repositoryRoot as root,
  type Step,
  startAgq,
  startAgw,
  temporaryDirectory,
} from '../harness/index.ts'
import { blocksOf, runBlock } from '../harness/tour.ts'

t.test('what agw says at its start', async (t) => {
  const start = (...args: string[]) => {
    const home = temporaryDirectory('start')
    const agw = launch({
      argv: [
        process.execPath,
        programPath('agw'),
        '--agq-addr',
        '127.0.0.1:1',
        '--data',
        home,
        '--exit-with-parent',
        ...args,
      ],
      env: cleanEnvironment(home, {}),
      cwd: home,
    })
    t.teardown(() => agw.kill('SIGKILL'))
    return agw
  }
  const bad = start('--allow', 'grep,../x')
  t.equal((await bad.ended).code, 2)
  t.match(bad.stderr(), /the rule "\.\.\/x" has a relative path: write a bare name/)
  const file = join(temporaryDirectory('rules'), 'rules')
  writeFileSync(file, 'grep\n# a comment\ngit ** x\n')
  const line = start('--allow-file', file)
  t.equal((await line.ended).code, 2)
  t.match(line.stderr(), `${file} line 3: the rule "git ** x"`)
  const none = start('--allow-file', '/no/such/file')
  t.equal((await none.ended).code, 2)
  t.match(none.stderr(), '/no/such/file cannot be read')
  const alone = start('--allow-env', 'X')
  t.equal((await alone.ended).code, 2)
  t.match(alone.stderr(), '--allow-env')
})

t.test('who submits is told, and who asks why', async (t) => {
  const agq = await startAgq(t)
  await startAgw(t, agq, { workerId: 'strict', args: ['--allow', 'grep, echo hello *'] })
  const connection = await agq.connect()
  const file = join(temporaryDirectory('envelope'), 'job.json')
  const submit = async (step: Step) => {
    const job = pipeline([step])
    writeFileSync(file, JSON.stringify(job))
    return { ...(await agx(['submit', file], { agq })), jobId: job.job_id }
  }
  const rm = await submit(['rm', '-rf', '/'])
  t.equal(rm.code, 0, 'it is submitted all the same')
  t.match(
    rm.stderr,
    'agx: warning: no live worker allows this Job: worker strict does not allow rm (its --allow has: grep, echo hello *) (task 1)',
  )
  t.match(await connection.json('JOB.WHY', rm.jobId), {
    code: 'no_worker_allows',
    sentence:
      'No live worker allows it: worker strict does not allow rm (its --allow has: grep, echo hello *).',
  })
  t.match((await submit(['echo', 'bye'])).stderr, 'does not allow echo with these arguments')
  t.match((await submit(['/usr/bin/rm'])).stderr, 'does not allow /usr/bin/rm')
  t.equal((await submit(['/usr/bin/grep', 'x'])).stderr, '', 'it may be that grep')
  t.equal((await submit(['echo', 'hello', 'you'])).stderr, '')
  t.match((await agx(['run', 'rm x'], { agq })).stderr, 'worker strict does not allow rm')
  const ended = await connection.wait((await submit(['echo', 'bye'])).jobId)
  t.match(ended, { status: 'failed', error: /echo with these arguments \(its --allow has: echo hello \*\)/ })
  t.match(await connection.json('JOB.WHY', ended.job_id), {
    code: 'task_not_started',
    sentence: /with these arguments/,
  })
  t.match(await connection.json('WORKER.GET', 'strict'), {
    policy: { allow: ['grep', 'echo hello *'], allow_count: 2 },
  })
  t.match((await agx(['workers'], { agq })).stdout, /RULES/)

  const free = await startAgw(t, agq, { workerId: 'free', tools: ['echo'] })
  t.equal((await submit(['echo', 'bye'])).stderr, '', 'somebody allows it now')
  for (let round = 0; round < 6; round++) {
    const status = await connection.wait(await connection.submit(pipeline([['echo', 'bye']])))
    t.match(status, { status: 'completed', worker_id: free.workerId, attempt: 1 }, 'whoever is asked first')
  }
})

t.test('docs/policy.md does what it shows', async (t) => {
  const text = readFileSync(join(root, 'docs', 'policy.md'), 'utf8')
  const rules = join(temporaryDirectory('docs'), 'rules')
  writeFileSync(rules, /^```rules\n(.*?)^```/ms.exec(text)?.[1] ?? '')
  const agq = await startAgq(t)
  await startAgw(t, agq, { args: ['--allow-file', rules] })
  const cwd = temporaryDirectory('docs')
  const env = cleanEnvironment(cwd, {
    PATH: `${join(root, 'node_modules', '.bin')}:/usr/local/bin:/usr/bin:/bin`,
    AGQ_ADDR: agq.addr,
    AGQ_SESSION_KEY: agq.sessionKey,
  })
  const blocks = blocksOf(text)
  t.equal(blocks.length, 1)
  for (const block of blocks) await runBlock(t, block, { env, cwd })
})
