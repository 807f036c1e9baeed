/** `agx up`: both programs, events as they happen, an orderly stop. */
import t from 'tap'
import { agx, startAgx } from '../commands/agx.ts'

t.test('starts, tells of Jobs, finishes them before it stops', async (t) => {
  const home = t.testdir({})
  const base = { AGX_HOME: home }
  const up = startAgx(['up', '--bind', '127.0.0.1:0'], { env: base })
  let said = ''
  up.child.stderr?.on('data', (piece) => {
    said += String(piece)
  })
  await up.says(/agx jobs/)
  const addr = /AGQ +(\S+)/.exec(said)?.[1] ?? ''
  const env = { ...base, AGQ_ADDR: addr }
  t.equal((await agx(['run', 'seq 2'], { env })).stdout, '1\n2\n')
  await up.says(/completed/)
  const slow = startAgx(['run', 'sh -c "echo started >&2; sleep 0.5; echo done"'], { env })
  await slow.says(/started/)
  up.child.kill('SIGINT')
  // Whether `slow` still reads its output is a race with AGQ's end; that the Job ended well is not.
  const { code, stderr } = await up.ended
  t.equal(code, 0)
  t.equal(stderr.match(/ completed on /g)?.length, 2)
  slow.child.kill('SIGKILL')
  await slow.ended
})
