/** One worker per directory; the lock dies with its process; the identity stays. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { openStateDirectory } from '../../../../agw/dist/link/state-directory.js'

t.test('held by a living process, free after kill -9', async (t) => {
  const data = join(t.testdir(), 'state')
  const holder = spawn(process.execPath, [join(import.meta.dirname, 'hold-state-directory.ts'), data])
  t.teardown(() => holder.kill('SIGKILL'))
  const [line] = (await once(holder.stdout, 'data')) as [Buffer]
  const wanted = { data, home: '', workerId: undefined, name: 'other' }
  t.throws(() => openStateDirectory(wanted), /in use by another agw.*--data/)
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  const state = openStateDirectory(wanted)
  t.equal(state.workerId, line.toString().trim(), 'the id is kept')
  t.match(state.workerId, /^host-[0-9a-f]{8}$/)
  t.equal(statSync(state.roots.spool).isDirectory(), true)
  state.release()
})

t.test('the first free directory', async (t) => {
  const home = t.testdir()
  const wanted = { data: undefined, home, workerId: undefined, name: 'a b/c' }
  const first = openStateDirectory(wanted)
  const second = openStateDirectory(wanted)
  t.strictSame([first.path, second.path], [join(home, 'agw', '1'), join(home, 'agw', '2')])
  t.match(first.workerId, /^a-b-c-[0-9a-f]{8}$/)
  t.not(first.stateId, second.stateId)
  first.release()
  const again = openStateDirectory({ ...wanted, workerId: 'named' })
  t.match(again, { path: first.path, workerId: 'named', stateId: first.stateId })
  again.release()
  const plain = openStateDirectory(wanted)
  t.match(plain, { path: first.path, workerId: first.workerId }, 'a given id is not kept')
  plain.release()
  second.release()
})

t.test('what is no directory, or not its own', async (t) => {
  const data = join(t.testdir({ file: '' }), 'file')
  const wanted = { home: '', workerId: undefined, name: 'x' }
  for (const path of [data, join(data, 'below')])
    t.throws(
      () => openStateDirectory({ ...wanted, data: path }),
      /state directory .*file.* cannot be used .*--data/,
    )
})

t.test('an identity that cannot be read is made anew', async (t) => {
  const data = t.testdir()
  writeFileSync(join(data, 'worker.json'), '{"worker_id":')
  const state = openStateDirectory({ data, home: '', workerId: undefined, name: 'x' })
  t.match(state.workerId, /^x-/)
  state.release()
})

t.test('a copy of the directory gets an identity of its own, the original keeps its', async (t) => {
  const home = t.testdir()
  const wanted = { home, workerId: undefined, name: 'host' }
  const first = openStateDirectory({ ...wanted, data: join(home, 'a') })
  t.equal(first.copyOf, null)
  first.release()
  cpSync(join(home, 'a'), join(home, 'b'), { recursive: true })
  const copy = openStateDirectory({ ...wanted, data: join(home, 'b') })
  t.equal(copy.copyOf, first.workerId)
  t.not(copy.workerId, first.workerId)
  t.not(copy.stateId, first.stateId, 'so its sweep finds none of the processes of the original')
  copy.release()
  renameSync(join(home, 'a'), join(home, 'c'))
  const moved = openStateDirectory({ ...wanted, data: join(home, 'c') })
  t.match(moved, { copyOf: null, workerId: first.workerId, stateId: first.stateId }, 'moved, it is the same')
  moved.release()
  const again = openStateDirectory({ ...wanted, data: join(home, 'b') })
  t.match(again, { copyOf: null, workerId: copy.workerId }, 'what a copy became, it stays')
  const renewed = again.renew()
  again.release()
  const third = openStateDirectory({ ...wanted, data: join(home, 'b') })
  t.equal(third.workerId, renewed)
  third.release()
})

t.test('another machine, and an identity of the version before, which knows no marks', async (t) => {
  const data = join(t.testdir(), 'state')
  const wanted = { data, home: '', workerId: undefined, name: 'host' }
  const first = openStateDirectory(wanted)
  first.release()
  const path = join(data, 'worker.json')
  const kept = JSON.parse(readFileSync(path, 'utf8'))
  const { marks, ...before } = kept
  writeFileSync(path, JSON.stringify(before))
  const upgraded = openStateDirectory(wanted)
  t.match(upgraded, { copyOf: null, workerId: first.workerId })
  upgraded.release()
  t.same(JSON.parse(readFileSync(path, 'utf8')), kept, 'the marks are added')
  writeFileSync(path, JSON.stringify({ ...before, marks: { ...marks, machine: '0'.repeat(16) } }))
  const elsewhere = openStateDirectory(wanted)
  t.equal(elsewhere.copyOf, first.workerId)
  t.not(elsewhere.workerId, first.workerId)
  elsewhere.release()
})
