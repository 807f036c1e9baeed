/**
 * Where rules lead: what may be swapped is held, what may not be held is refused. Who may change a file is told by its
 * owner, so some of this needs root, and the rest is true for anybody.
 */
import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  chownSync,
  mkdirSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { Places } from '../../../../agw/dist/policy/places.js'
import { temporaryDirectory } from '../../../harness/temporary.ts'
import { copyProgram } from './programs.ts'

const isRoot = process.getuid?.() === 0
const stranger = 65_534

t.test('what only root may change is run by its path, by others than root', async (t) => {
  const place = new Places(['/usr/bin'], 1_000).at('cat')
  t.match(place, { kind: 'steady', path: '/usr/bin/cat' })
})

t.test('what its own user may change is held: a file put in its place does not count', async (t) => {
  const directory = temporaryDirectory('places')
  const tool = join(directory, 'tool')
  copyProgram('echo', tool)
  const places = new Places([], process.getuid?.())
  places.begin([tool])
  const before = places.at(tool)
  t.equal(before.kind, 'held')
  copyProgram('false', join(directory, 'other'))
  renameSync(join(directory, 'other'), tool)
  const after = places.at(tool)
  if (after.kind !== 'held') throw new Error('not held')
  t.equal(after.spoilt, false)
  t.equal(execFileSync(`/proc/${process.pid}/fd/${after.fd}`, ['good'], { encoding: 'utf8' }), 'good\n')
})

t.test('other bytes in the held file itself', async (t) => {
  const tool = join(temporaryDirectory('places'), 'tool')
  copyProgram('true', tool)
  const places = new Places([], process.getuid?.())
  places.begin([tool])
  appendFileSync(tool, 'x')
  t.match(places.at(tool), { kind: 'held', spoilt: true })
  t.match(places.at(tool), { kind: 'held', spoilt: true }, 'and it stays so')
})

t.test('what anyone may write is refused', async (t) => {
  const directory = temporaryDirectory('places')
  for (const name of ['open', 'sticky']) mkdirSync(join(directory, name))
  copyProgram('true', join(directory, 'open', 'tool'))
  chmodSync(join(directory, 'open'), 0o777)
  const text = (path: string): string => {
    const place = new Places([], 1_000).at(path)
    return place.kind === 'void' ? place.text : place.kind
  }
  t.match(text(join(directory, 'open', 'tool')), /not safe to run: anyone may write .*open/)
  symlinkSync(join(directory, 'open', 'tool'), join(directory, 'link'))
  t.match(text(join(directory, 'link')), /anyone may write .*open/, 'however it is come to')
  symlinkSync('open/../open', join(directory, 'way'))
  t.match(text(join(directory, 'way', 'tool')), /anyone may write .*open/)
  chmodSync(join(directory, 'sticky'), 0o1777)
  copyProgram('true', join(directory, 'sticky', 'tool'))
  t.notMatch(text(join(directory, 'sticky', 'tool')), /anyone/, 'in a sticky directory a file is its owner’s')
  symlinkSync(join(directory, 'loop'), join(directory, 'loop'))
  t.match(text(join(directory, 'loop')), /not found/)
})

t.test('what is neither a program nor a script', async (t) => {
  const directory = temporaryDirectory('places')
  mkdirSync(join(directory, 'dir'))
  writeFileSync(join(directory, 'text'), 'echo hello\n')
  chmodSync(join(directory, 'text'), 0o755)
  const places = new Places([], process.getuid?.())
  t.match(places.at(join(directory, 'text')), { kind: 'void', text: /neither a program nor a script/ })
  t.match(places.at(join(directory, 'dir')), { kind: 'void' })
  t.match(places.at(join(directory, 'nothing')), { kind: 'void' })
})

t.test(
  'a script of root is run by its path; one that others may change is refused',
  { skip: !isRoot && 'needs root' },
  async (t) => {
    const directory = temporaryDirectory('places')
    writeFileSync(join(directory, 'script'), '#!/bin/sh\necho hello\n')
    writeFileSync(join(directory, 'env'), '#!/usr/bin/env no-such-interpreter\n')
    const script = join(directory, 'script')
    chmodSync(script, 0o755)
    t.match(new Places([], 0).at(script), { kind: 'steady' })
    chmodSync(join(directory, 'env'), 0o755)
    t.match(new Places(['/usr/bin'], 0).at(join(directory, 'env')), {
      text: /interpreter no-such-interpreter is not there/,
    })
    chownSync(script, stranger, stranger)
    t.match(new Places([], stranger).at(script), {
      kind: 'void',
      text: /is a script, and .*script belongs to this worker's own user/,
    })
    mkdirSync(join(directory, 'bin'))
    copyProgram('cat', join(directory, 'bin', 'interpreter'))
    chownSync(join(directory, 'bin'), stranger, stranger)
    writeFileSync(join(directory, 'by'), `#!${directory}/bin/interpreter -x\n`, { mode: 0o755 })
    t.match(new Places([], 0).at(join(directory, 'by')), {
      kind: 'void',
      text: /of its interpreter .*bin\/interpreter .*bin belongs to user 65534/,
    })
  },
)

t.test('what appears later must be root’s alone', { skip: !isRoot && 'needs root' }, async (t) => {
  const directory = temporaryDirectory('places')
  chownSync(directory, stranger, stranger)
  const tool = join(directory, 'tool')
  const places = new Places([], stranger)
  places.begin([tool])
  copyProgram('true', tool)
  t.match(places.at(tool), { kind: 'void', text: /was not there when agw started/ })
  chownSync(directory, 0, 0)
  t.match(places.at(tool), { kind: 'steady' })
  chownSync(tool, stranger, stranger)
  t.match(places.at(tool), { kind: 'void' }, 'given away')
})
