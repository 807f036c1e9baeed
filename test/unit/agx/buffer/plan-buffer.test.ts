/** The plan buffer: replaced whole, readable by its owner alone, never written invalid. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { needBuffer, readBuffer, writeBuffer, writeJobNote } from '../../../../agx/dist/buffer/plan-buffer.js'

t.test('is written and read back, with our own home made', async (t) => {
  const directory = t.testdir({})
  const path = join(directory, 'deep', 'plan.json')
  const { AGX_HOME } = process.env
  process.env.AGX_HOME = join(directory, 'deep')
  t.teardown(() => {
    if (AGX_HOME === undefined) delete process.env.AGX_HOME
    else process.env.AGX_HOME = AGX_HOME
  })
  t.equal(readBuffer(path), undefined)
  t.throws(() => needBuffer(path), /agx plan new/)
  writeBuffer(path, { tasks: [] })
  writeBuffer(path, { plan_id: 'p', tasks: [{ task_number: 1, command: 'sort' }] })
  t.same(needBuffer(path).draft, { plan_id: 'p', tasks: [{ task_number: 1, command: 'sort' }] })
  t.equal(statSync(path).mode & 0o777, 0o600)
  writeJobNote(path, 'job-1')
  t.equal(readFileSync(`${path}.job`, 'utf8'), 'job-1\n')
  t.same(
    readdirSync(join(directory, 'deep')).sort(),
    ['plan.json', 'plan.json.job'],
    'nothing is left beside it',
  )
})

t.test('an invalid plan is neither written nor read', async (t) => {
  const path = join(t.testdir({}), 'plan.json')
  writeBuffer(path, { tasks: [] })
  t.throws(
    () => writeBuffer(path, { tasks: [{ task_number: 2, command: 'sort' }] }),
    /must start at 1, got 2/,
  )
  t.same(needBuffer(path).draft, { tasks: [] })
  writeFileSync(path, '{"tasks":[],"comand":1}')
  t.throws(() => readBuffer(path), /comand/)
})

t.test('in a directory that is not there, or as one, it is refused', async (t) => {
  const directory = t.testdir({})
  const path = join(directory, 'slip', 'plan.json')
  t.throws(() => writeBuffer(path, { tasks: [] }), /there is no directory .*slip\. AGX_PLAN_PATH names/)
  t.same(readdirSync(directory), [], 'nothing is made')
  t.throws(() => readBuffer(directory), /cannot read the plan buffer .*: it is a directory\./)
})
