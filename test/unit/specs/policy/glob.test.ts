/** Globs against an oracle that tries every split, and against inputs that make bad matchers slow. */
import fc from 'fast-check'
import t from 'tap'
import { globOf, matchesGlob } from '../../../../specs/dist/policy/glob.js'

/** By the definition: a star takes nothing, or one character and stays. */
function oracle(pattern: string, text: string): boolean {
  if (pattern === '') return text === ''
  if (pattern.startsWith('*'))
    return oracle(pattern.slice(1), text) || (text !== '' && oracle(pattern, text.slice(1)))
  return text !== '' && pattern[0] === text[0] && oracle(pattern.slice(1), text.slice(1))
}

const matches = (pattern: string, text: string): boolean => matchesGlob(globOf(pattern.split('*')), text)

t.test('as the definition says', async () => {
  const few = (characters: string, maxLength: number) =>
    fc.string({ unit: fc.constantFrom(...characters), maxLength })
  fc.assert(
    fc.property(few('ab-**', 7), few('ab-', 9), (written, text) => {
      const pattern = written.replaceAll(/\*+/g, '*')
      const option = pattern.startsWith('*') && text.startsWith('-')
      return matches(pattern, text) === (!option && oracle(pattern, text))
    }),
    { numRuns: 5_000 },
  )
})

t.test('a star at the beginning lets no option in', async (t) => {
  t.equal(matches('*', '-rf'), false)
  t.equal(matches('*.txt', '-o.txt'), false)
  t.equal(matches('-*', '-rf'), true)
  t.equal(matches('*', 'file'), true)
  t.equal(matches('*', ''), true)
  t.equal(matches('', ''), true)
})

t.test('linear, however it is tried', async (t) => {
  const text = 'a'.repeat(65_536)
  const many = `${'a*'.repeat(500)}b`
  const near = `*${'a'.repeat(1_000)}b*`
  const started = performance.now()
  t.equal(matches(many, text), false)
  t.equal(matches(near, text), false)
  t.equal(matches(`*${'ab'.repeat(400)}*`, 'ab'.repeat(30_000).replaceAll('abab', 'abaa')), false)
  t.ok(performance.now() - started < 2_000, 'not the product of the lengths to the power of the stars')
})
