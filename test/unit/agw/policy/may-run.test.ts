/** --tools and --allow, by name and by path. */
import { chmodSync } from 'node:fs'
import t from 'tap'
import { mayRun, offeredTools } from '../../../../agw/dist/policy/may-run.js'

const directories = ['/usr/bin', '/bin']
const ask = (
  tools: readonly string[] | null,
  allow: readonly string[] | null,
  command: string,
  file: string,
) =>
  mayRun({ tools: tools && new Set(tools), allow: allow && new Set(allow) }, command, file, directories).kind

t.test('nothing said: everything may run', async (t) => {
  t.equal(ask(null, null, '/opt/x', '/opt/x'), 'allowed')
})

t.test('names and paths', async (t) => {
  t.equal(ask(null, ['grep'], 'grep', '/usr/bin/grep'), 'allowed')
  t.equal(ask(null, ['grep'], '/usr/bin/grep', '/usr/bin/grep'), 'allowed', 'the path its name leads to')
  t.equal(ask(null, ['grep'], '/usr/bin/../bin/grep', '/usr/bin/../bin/grep'), 'allowed')
  t.equal(ask(null, ['sh'], '/bin/sh', '/bin/sh'), 'allowed', 'in any directory of PATH')
  t.equal(ask(null, ['grep'], './grep', '/tmp/grep'), 'refused', 'another file of the same name')
  t.equal(ask(null, ['/opt/tool'], '/opt/tool', '/opt/tool'), 'allowed')
  t.equal(ask(null, ['/bin/ls'], 'ls', '/bin/ls'), 'allowed')
  t.equal(ask(null, ['grep'], 'sh', '/bin/sh'), 'refused')
})

t.test('both have to agree', async (t) => {
  t.equal(ask(['grep', 'sh'], ['grep'], 'sh', '/bin/sh'), 'refused')
  t.equal(ask(['grep'], ['grep', 'sh'], 'sh', '/bin/sh'), 'refused')
  t.equal(ask(['grep'], ['grep'], 'grep', '/usr/bin/grep'), 'allowed')
})

t.test('only what may run is offered', async (t) => {
  const directory = t.testdir({ grep: '', ls: '', sh: '' })
  for (const name of ['grep', 'ls', 'sh']) chmodSync(`${directory}/${name}`, 0o755)
  const offer = (tools: readonly string[] | null, allow: readonly string[] | null) =>
    offeredTools(
      { tools: tools && new Set(tools), allow: allow && new Set(allow) },
      ['grep', 'ls', 'sh'],
      [directory],
    )
  t.strictSame(offer(null, null), ['grep', 'ls', 'sh'])
  t.strictSame(offer(['grep', 'ls'], [`${directory}/ls`, 'sh']), ['ls'])
})
