/** Quoting is the inverse of reading: any words, quoted and read again, are the same words. */
import fc from 'fast-check'
import t from 'tap'
import { quoteCommand, quoteWord } from '../../../../agx/dist/pipeline/quote-word.js'
import { readPipeline } from '../../../../agx/dist/pipeline/read-pipeline.js'
import { shellBuiltIns } from '../../../../agx/dist/pipeline/shell-syntax.js'

const nasty = fc.string({ unit: fc.constantFrom(...'ab \t\n\'"\\$`|&;<>()*?[]{}~#!=,.:-+%@^é😀') })
const word = fc.oneof(
  nasty,
  fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0')),
)
const command = word.filter((text) => text.trim() !== '' && !shellBuiltIns.has(text))

t.test('any pipeline of words survives quoting and reading', async (t) => {
  const stages = fc.array(fc.tuple(command, fc.array(word, { maxLength: 5 })), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(stages, (given) => {
      const line = given.map(([name, args]) => quoteCommand(name, args)).join(' | ')
      const read = readPipeline(line).map((stage) => stage.map((part) => part.text))
      return JSON.stringify(read) === JSON.stringify(given.map(([name, args]) => [name, ...args]))
    }),
    { numRuns: 3_000 },
  )
  t.pass()
})

t.test('plain words stay as they are, for people', async (t) => {
  for (const text of ['sort', '-rn', 'app.log', '/usr/bin/env', '--key=value', 'a@b:c', '50%']) {
    t.equal(quoteWord(text), text)
  }
  t.equal(quoteWord("it's"), `'it'\\''s'`)
  t.equal(quoteWord(''), "''")
  t.equal(quoteCommand('a+=', []), "'a+='", 'bash appends to a variable with it')
  t.equal(quoteCommand('A=1', ['B=2', '$x']), "'A=1' B=2 '$x'")
})
