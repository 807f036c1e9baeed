/** A stdout that cannot be written is never success, whatever the verb; a reader who left is no failure. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { connect } from '@agenix/agx/client'
import t from 'tap'
import { agx, startAgx, startStack } from './agx.ts'

const stack = await startStack()
t.teardown(() => stack.stop())
const { env } = stack
const full = { env, stdoutFile: '/dev/full' }
const skip = !existsSync('/dev/full') && 'needs /dev/full'
const noSpace = /^agx: cannot write the output: no space left on device/

t.test('run: the Job goes on, or has completed, and can be read later', { skip }, async (t) => {
  const { code, stderr } = await agx(['run', '-q', 'seq 1000000', '--job-id', 'full'], full)
  t.equal(code, 1)
  t.match(
    stderr,
    /^agx: cannot write the output: no space left on device; the Job (goes on|has completed), read it later with: agx job stdout full\n$/,
  )
  t.equal((await agx(['wait', 'full'], { env })).code, 0, 'it was not cancelled')
  t.equal((await agx(['job', 'stdout', 'full'], { env })).bytes.length, 6_888_896)
})

t.test('every verb that answers', { skip }, async (t) => {
  const cwd = t.testdir({
    'j.json': '{"job_id":"later","plan_id":"p","tasks":[{"task_number":1,"command":"true"}]}',
  })
  for (const args of [
    ['jobs'],
    ['jobs', '--json'],
    ['job', 'status', 'full'],
    ['job', 'stdout', 'full'],
    ['workers'],
    ['validate', 'j.json'],
    ['submit', 'j.json'],
    ['run', '--json', 'true'],
  ]) {
    const { code, stderr } = await agx(args, { ...full, cwd })
    t.equal(code, 1, args.join(' '))
    t.match(stderr, noSpace)
  }
  t.equal((await agx(['wait', 'later'], { env })).code, 0)
  t.match((await agx(['job', 'stdout', 'full'], full)).stderr, /read it later with: agx job stdout full\n$/)
})

t.test('--local: there is nothing to come back to', { skip }, async (t) => {
  const { code, stderr } = await agx(['run', '--local', '-q', 'seq 10'], full)
  t.equal(code, 1)
  t.equal(stderr, 'agx: cannot write the output: no space left on device.\n')
})

t.test('a file that takes only a part of what is written', { skip }, async (t) => {
  const file = join(t.testdir({}), 'out')
  const bin = fileURLToPath(new URL('../../../../agx/bin/agx.js', import.meta.url))
  const limited = 'ulimit -f 8; exec "$0" "$1" job stdout full > "$2"'
  const { status, stderr } = spawnSync('bash', ['-c', limited, process.execPath, bin, file], {
    env: { PATH: process.env.PATH ?? '', ...env },
    encoding: 'utf8',
  })
  t.equal(status, 1)
  t.match(stderr, /^agx: cannot write the output: file too large/)
  t.equal(readFileSync(file).length, 8_192)
})

t.test(
  'a reader that leaves after the end of the Job: nothing is cancelled, and nothing says so',
  async (t) => {
    const client = await connect({ addr: env.AGQ_ADDR ?? '', dataDir: join(env.AGX_HOME ?? '', 'agq') })
    t.teardown(() => client.close())
    const ended = Promise.withResolvers<void>()
    const events = await client.subscribe(['job:left'], (_, message) => {
      if ((message as { event: string }).event === 'completed') ended.resolve()
    })
    t.teardown(() => events.close())
    const run = startAgx(['run', 'seq 3000000', '--job-id', 'left'], { env })
    run.child.stdout?.pause()
    await ended.promise
    run.child.stdout?.destroy()
    t.notMatch((await run.ended).stderr, /cancelling/)
  },
)
