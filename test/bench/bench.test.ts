/** The benchmark still works. Its numbers are not judged here: the machine that runs the tests is busy with them. */

import { join } from 'node:path'
import t from 'tap'
import { cleanEnvironment, launch, repositoryRoot, temporaryDirectory, within } from '../harness/index.ts'

t.setTimeout(120_000)

t.test('node test/bench/run.ts --quick', async (t) => {
  const home = temporaryDirectory('bench')
  const program = launch({
    argv: [process.execPath, join(repositoryRoot, 'test', 'bench', 'run.ts'), '--quick'],
    env: cleanEnvironment(home),
    cwd: home,
  })
  const { code } = await within(
    program.ended,
    () => `an end: ${program.stdout()}${program.stderr()}`,
    100_000,
  )
  t.equal(code, 0, program.stderr())
  for (const row of [
    /^durable submits, 64 connections +\S+\/s/m,
    /^submit \+ lease \+ complete, concurrency 50 +\S+\/s/m,
    /^start, p50 \/ p99 at 100 submits\/s +\S+ \/ \S+ ms/m,
    /^20 × true through AGW, concurrency 8 +\S+\/s/m,
    /^agx --help +\d+ ms/m,
    /fdatasync: p50 \S+ ms/m,
  ]) {
    t.match(program.stdout(), row)
  }
})
