/** --tools and --allow: what runs, from which file, and what is offered. */
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { allowOf, warnAllow } from '../../../../agw/dist/policy/allow.js'
import { mayRun, offeredTools, type Policy } from '../../../../agw/dist/policy/may-run.js'
import { temporaryDirectory } from '../../../harness/temporary.ts'
import { copyProgram } from './programs.ts'

const directories = ['/usr/bin', '/bin']
const policyOf = (
  tools: readonly string[] | null,
  allow: readonly string[] | null,
  path = directories,
): Policy => ({
  tools: tools && new Set(tools),
  allow: allow && allowOf({ allow: [...allow] }, path),
})
const ask = (
  tools: readonly string[] | null,
  allow: readonly string[] | null,
  command: string,
  file: string,
  ...args: string[]
) => mayRun(policyOf(tools, allow), command, args, file, directories).kind

t.test('nothing said: everything may run, as it is', async (t) => {
  t.strictSame(mayRun(policyOf(null, null), '/opt/x', [], '/opt/x', directories), {
    kind: 'allowed',
    launch: { file: '/opt/x', argv0: '/opt/x', behind: '/opt/x', fd: null },
  })
})

t.test('names and paths', async (t) => {
  t.equal(ask(null, ['grep'], 'grep', '/usr/bin/grep'), 'allowed')
  t.equal(ask(null, ['grep'], '/usr/bin/grep', '/usr/bin/grep'), 'allowed', 'the file its name leads to')
  t.equal(ask(null, ['sh'], '/bin/sh', '/bin/sh'), 'allowed')
  t.equal(ask(null, ['/usr/bin/ls'], 'ls', '/usr/bin/ls'), 'allowed')
  t.equal(ask(null, ['grep'], 'sh', '/bin/sh'), 'refused')
  t.equal(ask(['grep'], null, 'sh', '/bin/sh'), 'refused')
  t.equal(ask(['grep'], null, '/usr/bin/grep', '/usr/bin/grep'), 'allowed')
})

t.test('arguments', async (t) => {
  t.equal(ask(null, ['ls -l *'], 'ls', '/usr/bin/ls', '-l', '/'), 'allowed')
  t.equal(ask(null, ['ls -l *'], '/usr/bin/ls', '/usr/bin/ls', '-l', '/'), 'allowed')
  t.equal(ask(null, ['ls -l *'], 'ls', '/usr/bin/ls', '-l'), 'refused')
})

t.test('another file of an allowed name, and an allowed file by another way', async (t) => {
  const place = temporaryDirectory('may-run')
  copyProgram('cat', join(place, 'grep'))
  t.equal(ask(null, ['grep'], './grep', join(place, 'grep')), 'refused')
  mkdirSync(join(place, 'links'))
  symlinkSync('/usr/bin/grep', join(place, 'links', 'grep'))
  symlinkSync('/usr/bin/cat', join(place, 'links', 'ls'))
  t.equal(ask(null, ['ls'], 'links/ls', join(place, 'links', 'ls')), 'refused', 'a link to something else')
  const verdict = mayRun(
    policyOf(null, ['grep']),
    'links/grep',
    [],
    join(place, 'links', 'grep'),
    directories,
  )
  t.match(verdict, { kind: 'allowed', launch: { argv0: /bin\/grep$/ } }, "it is run as the rule's own")
  symlinkSync('/usr/bin', join(place, 'bin'))
  t.equal(ask(null, ['grep'], 'bin/grep', join(place, 'bin', 'grep')), 'allowed', 'the same file it is')
})

t.test('both have to agree', async (t) => {
  t.equal(ask(['grep', 'sh'], ['grep'], 'sh', '/bin/sh'), 'refused')
  t.equal(ask(['grep'], ['grep', 'sh'], 'sh', '/bin/sh'), 'refused')
  t.equal(ask(['grep'], ['grep'], 'grep', '/usr/bin/grep'), 'allowed')
})

t.test('only what may run is offered', async (t) => {
  const directory = temporaryDirectory('may-run')
  for (const name of ['cat', 'ls', 'true']) copyProgram(name, join(directory, name))
  const offer = (tools: readonly string[] | null, allow: readonly string[] | null) =>
    offeredTools(policyOf(tools, allow, [directory]), ['cat', 'ls', 'true'], [directory])
  t.strictSame(offer(null, null), ['cat', 'ls', 'true'])
  t.strictSame(offer(['cat', 'ls'], [`${directory}/ls`, 'true']), ['ls'])
  t.strictSame(offer(null, ['ls -l', 'cat $']), ['cat', 'ls'], 'with patterns too')
  chmodSync(join(directory, 'ls'), 0o757)
  t.strictSame(offer(null, ['ls', 'cat']), ['cat'], 'not what anyone may write')
})

t.test('rules that allow more, or less, than they seem to', async (t) => {
  const warned = (...allow: string[]) => warnAllow(allowOf({ allow }, directories)).join('\n')
  t.match(warned('sh'), /"sh" allows anything: sh is a shell\. Add patterns for its arguments/)
  t.match(warned('env **'), /allows anything: env starts the command in its arguments/)
  t.match(warned('awk'), /interprets any program/)
  t.equal(warned('sh -c true', 'grep', 'sort', 'uniq'), '')
  t.match(warned('/no/such/tool'), /allows nothing now: command not found: \/no\/such\/tool/)
})
