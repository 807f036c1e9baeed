/** From names to files, as a shell finds them. */
import { chmodSync, writeFileSync } from 'node:fs'
import t from 'tap'
import { resolveCommand, searchPath } from '../../../../agw/dist/exec/resolve-command.js'

t.test('PATH: absolute entries, each once', async (t) => {
  t.strictSame(searchPath('/a:/b::.:rel:/a'), ['/a', '/b'])
  t.strictSame(searchPath(undefined), [])
})

t.test('the first directory wins; one that is not executable is passed over', async (t) => {
  const directory = t.testdir({ a: { tool: '', sub: {} }, b: { tool: '', sub: '' }, c: { tool: '' } })
  for (const place of ['b', 'c']) chmodSync(`${directory}/${place}/tool`, 0o755)
  chmodSync(`${directory}/b/sub`, 0o755)
  const path = ['a', 'b', 'c'].map((name) => `${directory}/${name}`)
  t.strictSame(resolveCommand('tool', '/', path), { kind: 'found', file: `${directory}/b/tool` })
  t.strictSame(
    resolveCommand('sub', '/', path),
    { kind: 'found', file: `${directory}/b/sub` },
    'a directory of that name is no tool',
  )
  t.match(resolveCommand('tool', '/', path.slice(0, 1)), { kind: 'refused', exitCode: 126 })
  t.match(resolveCommand('other', '/', path), { kind: 'refused', exitCode: 127, failure: 'not_found' })
  t.strictSame(resolveCommand('b/tool', directory, []), { kind: 'found', file: `${directory}/b/tool` })
  t.match(resolveCommand('./tool', `${directory}/nowhere`, path), { kind: 'refused', exitCode: 127 })
})

t.test('a link that leads nowhere', async (t) => {
  const directory = t.testdir({ link: t.fixture('symlink', './gone') })
  t.match(resolveCommand('link', '/', [directory]), { exitCode: 127 })
  writeFileSync(`${directory}/gone`, '')
  chmodSync(`${directory}/gone`, 0o755)
  t.match(resolveCommand('link', '/', [directory]), { kind: 'found' })
})
