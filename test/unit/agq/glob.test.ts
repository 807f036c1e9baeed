import fc from 'fast-check'
import t from 'tap'
import { compileGlob } from '../../../agq/dist/glob.js'

t.test('patterns match as in Redis', async (t) => {
  const yes = [
    ['*', ''],
    ['*', 'job:1'],
    ['job:*', 'job:'],
    ['job:*', 'job:1'],
    ['*:*:*', 'a:b:c'],
    ['a*b*c', 'axxbyyc'],
    ['j?b', 'job'],
    ['[abc]', 'b'],
    ['[a-c]x', 'bx'],
    ['[c-a]x', 'bx'],
    ['[^a-c]', 'd'],
    ['[^]', ']x'.charAt(0)],
    ['\\*', '*'],
    ['a\\?b', 'a?b'],
    ['[\\]]', ']'],
    ['[a-', 'a'],
    ['[abc', 'c'],
    ['\\', '\\'],
    ['h**llo', 'hello'],
  ] as const
  const no = [
    ['', 'a'],
    ['?', ''],
    ['job:*', 'jobs'],
    ['a*b', 'ac'],
    ['[abc]', 'd'],
    ['[^a-c]', 'a'],
    ['[]', 'a'],
    ['\\*', 'a'],
    ['job', 'jobs'],
    ['jobs', 'job'],
    ['[a]b', 'a'],
  ] as const
  for (const [pattern, text] of yes) t.ok(compileGlob(pattern)(text), `${pattern} matches ${text}`)
  for (const [pattern, text] of no) t.notOk(compileGlob(pattern)(text), `${pattern} does not match ${text}`)
})

t.test('a pattern without special characters matches itself alone', async (t) => {
  const plain = fc.stringMatching(/^[a-z:]{0,12}$/)
  fc.assert(fc.property(plain, plain, (pattern, text) => compileGlob(pattern)(text) === (pattern === text)))
  t.pass()
})

t.test('no pattern takes exponential time', async (t) => {
  const before = performance.now()
  t.notOk(compileGlob(`${'a*'.repeat(200)}b`)('a'.repeat(1_000)))
  t.ok(performance.now() - before < 2_000)
})
