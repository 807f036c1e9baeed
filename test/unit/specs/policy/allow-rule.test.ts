/** The language of rules: what each matches, and which are none. */

import { matchesArguments, parseAllowRule, splitAllowFile, splitAllowList } from '@agenix/specs'
import fc from 'fast-check'
import t from 'tap'

function ruleOf(text: string) {
  const parsed = parseAllowRule(text)
  if (!parsed.ok) throw new Error(parsed.text)
  return parsed.rule
}
const allows = (rule: string, ...args: string[]): boolean => matchesArguments(ruleOf(rule), args)

t.test('a command alone allows any arguments', async (t) => {
  t.match(ruleOf('  grep '), { text: 'grep', command: 'grep', words: null })
  t.equal(allows('grep'), true)
  t.equal(allows('grep', '-r', 'x', ''), true)
  t.equal(ruleOf('/usr/bin/sort').command, '/usr/bin/sort')
})

t.test('patterns hold one argument each, and all of them', async (t) => {
  const clone = 'git clone https://github.com/*'
  t.equal(allows(clone, 'clone', 'https://github.com/a/b'), true)
  t.equal(allows(clone, 'clone', 'https://github.com/a', '--upload-pack=x'), false, 'one too many')
  t.equal(allows(clone, 'clone'), false)
  t.equal(allows(clone, 'clone', 'https://github.org/a'), false)
  t.equal(allows(clone, 'clone https://github.com/a'), false, 'one argument is not two')
  t.equal(allows('tar -x*f *', '-xzf', 'a b.tar'), true, 'a blank is a character')
  t.equal(allows('tar -x*f *', '-xzf', '--to-command=sh'), false, 'an option is no file')
  t.equal(allows('wc -l **', '-l'), true)
  t.equal(allows('wc -l **', '-l', '-c', 'x'), true)
  t.equal(allows('wc -l **', '-c'), false)
  t.equal(allows('echo **', 'a'), true)
  t.equal(allows('date $'), true)
  t.equal(allows('date $', '-s'), false)
})

t.test('a backslash takes a meaning away', async (t) => {
  t.equal(allows('echo a\\ b', 'a b'), true)
  t.equal(allows('echo \\*', '*'), true)
  t.equal(allows('echo \\*', 'x'), false)
  t.equal(allows('echo \\*\\*', '**'), true)
  t.equal(allows('echo \\$', '$'), true)
  t.equal(allows('echo \\\\', '\\'), true)
  t.equal(ruleOf('my\\ tool').command, 'my tool')
  t.equal(allows('echo a\\ ', 'a '), true, 'a blank at the end too')
  t.equal(ruleOf('echo a\\ ').text, 'echo a\\ ')
})

t.test('what is no rule says why', async (t) => {
  const why = (text: string): string => {
    const parsed = parseAllowRule(text)
    return parsed.ok ? 'a rule' : parsed.text
  }
  t.match(why('bin/grep'), /"bin\/grep" has a relative path: write a bare name/)
  t.match(why('./grep'), /relative path/)
  t.match(why('/usr//bin/grep'), /write it straight/)
  t.match(why('/usr/../bin/grep'), /write it straight/)
  t.match(why('/usr/bin/'), /write it straight/)
  t.match(why('gr*'), /write the name out/)
  t.match(why('..'), /names a directory/)
  t.match(why('  '), /names no command/)
  t.match(why('git ** clone'), /alone at the end/)
  t.match(why('git a**b'), /alone at the end/)
  t.match(why('git clone $'), /alone it says that there are none/)
  t.match(why('git \\'), /ends with a backslash/)
  t.match(why('git\na'), /one rule a line/)
  t.match(why(`git ${'a'.repeat(2_000)}`), /longer than 1024 characters/)
})

t.test('lists and files', async (t) => {
  t.strictSame(splitAllowList('grep, sort ,,echo a\\,b'), ['grep', ' sort ', 'echo a\\,b'])
  t.strictSame(splitAllowFile('# tools\n\ngrep\r\n  # more\n sort -n *\n'), [
    { line: 3, text: 'grep' },
    { line: 5, text: ' sort -n *' },
  ])
})

t.test('any text is a rule or told why not; what is kept of it is the same rule again', async () => {
  const text = fc.string({
    unit: fc.constantFrom('a', '*', '\\', ' ', '$', ',', '/', '\t', '.'),
    maxLength: 12,
  })
  fc.assert(
    fc.property(
      text,
      fc.array(fc.string({ unit: fc.constantFrom('a', '*', ' ', '$', '-'), maxLength: 3 })),
      (text, args) => {
        const parsed = parseAllowRule(text)
        if (!parsed.ok) return parsed.text.length > 0
        const again = parseAllowRule(parsed.rule.text)
        return (
          again.ok &&
          again.rule.command === parsed.rule.command &&
          matchesArguments(again.rule, args) === matchesArguments(parsed.rule, args)
        )
      },
    ),
    { numRuns: 5_000 },
  )
})

t.test('arguments written as a rule match themselves and nothing else', async () => {
  const word = fc.string({
    unit: fc.constantFrom('a', '*', '\\', ' ', '$', ',', '-', '\t'),
    minLength: 1,
    maxLength: 4,
  })
  const escaped = (text: string): string => text.replaceAll(/[\s\S]/g, '\\$&')
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 1, maxLength: 4 }),
      fc.array(word, { maxLength: 4 }),
      (args, others) => {
        const rule = ruleOf(['x', ...args.map(escaped)].join(' '))
        return (
          matchesArguments(rule, args) &&
          matchesArguments(rule, others) === (JSON.stringify(args) === JSON.stringify(others))
        )
      },
    ),
  )
})
