/** The examples of docs/policy.md do what its table says, and its rules are rules. */
import { readFileSync } from 'node:fs'
import { allowanceOf, judgeCommand, parseAllowRule, plainVariables, splitAllowFile } from '@agenix/specs'
import t from 'tap'

const text = readFileSync(new URL('../../../../docs/policy.md', import.meta.url), 'utf8')
const table = /<!-- examples:begin -->\n(.*?)<!-- examples:end -->/s.exec(text)?.[1] ?? ''
const examplesOf = (cell = ''): readonly string[] =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, each]) => each ?? '')

t.test('each example', async (t) => {
  const rows = table
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').slice(1, 4))
  t.ok(rows.length >= 6)
  for (const [rule, allowed, refused] of rows) {
    const { rules } = allowanceOf({ allow: [...examplesOf(rule)] })
    t.equal(rules.length, 1, `${rule} is one rule`)
    const isAllowed = (line: string): boolean => {
      const [command = '', ...args] = line.split(' ')
      return judgeCommand(rules, command, args).kind === 'allowed'
    }
    for (const line of examplesOf(allowed)) t.equal(isAllowed(line), true, `${rule} allows ${line}`)
    for (const line of examplesOf(refused)) t.equal(isAllowed(line), false, `${rule} refuses ${line}`)
  }
})

t.test('the rules in use, the variables', async (t) => {
  const rules = splitAllowFile(/^```rules\n(.*?)^```/ms.exec(text)?.[1] ?? '')
  t.equal(rules.length, 4)
  for (const rule of rules) t.equal(parseAllowRule(rule.text).ok, true)
  for (const name of plainVariables.filter((each) => each !== 'LANGUAGE')) t.match(text, `\`${name}\``)
})
