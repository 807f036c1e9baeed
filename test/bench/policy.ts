/**
 * What a decision of `agw --allow` costs for a task: `node test/bench/policy.ts`. Nothing is asserted. The programs are
 * cat and a copy of it: one is run by its path (steady), one from its descriptor (held); root holds both.
 */
import { chmodSync, copyFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { withDefaults } from '@agenix/specs'
import { allowOf, warnAllow } from '../../agw/dist/policy/allow.js'
import { forbidsJob, mayRun, type Policy } from '../../agw/dist/policy/may-run.js'
import { temporaryDirectory } from '../harness/temporary.ts'

const rounds = 20_000
const directories = ['/usr/local/bin', '/usr/bin', '/bin']
const copy = join(temporaryDirectory('bench'), 'copy')
copyFileSync(realpathSync('/usr/bin/cat'), copy)
chmodSync(copy, 0o755)
const job = withDefaults({
  job_id: 'j',
  plan_id: 'p',
  tasks: [{ task_number: 1, command: 'cat', args: ['a', 'b'] }],
})

function measure(name: string, decide: () => unknown): void {
  for (let round = 0; round < rounds; round++) decide()
  const started = performance.now()
  for (let round = 0; round < rounds; round++) decide()
  const micros = ((performance.now() - started) * 1_000) / rounds
  console.log(`${name.padEnd(64)} ${micros.toFixed(2).padStart(8)} µs`)
}

function policyOf(rules: readonly string[]): Policy {
  const allow = allowOf({ allow: [...rules] }, directories)
  warnAllow(allow)
  return { tools: null, allow }
}

const none: Policy = { tools: null, allow: null }
const few = policyOf(['grep', 'cat * *', copy])
const many = policyOf([...Array.from({ length: 999 }, (_, index) => `cat -${index} *`), 'cat * *'])
const args = ['a', 'b']
measure('no rules: the command', () => mayRun(none, 'cat', args, '/usr/bin/cat', directories))
measure('no rules: the whole Job, once', () => forbidsJob(none, job))
measure('3 rules: the command', () => mayRun(few, 'cat', args, '/usr/bin/cat', directories))
measure('3 rules: the command by its path', () =>
  mayRun(few, '/usr/bin/cat', args, '/usr/bin/cat', directories),
)
measure('3 rules: a held program', () => mayRun(few, copy, args, copy, directories))
measure('3 rules: the whole Job, once', () => forbidsJob(few, job))
measure('1,000 rules of one command, the last one matches', () =>
  mayRun(many, 'cat', args, '/usr/bin/cat', directories),
)
const long = ['x'.repeat(65_536), 'y'.repeat(65_536)]
measure('3 rules: two arguments of 65,536 characters', () =>
  mayRun(few, 'cat', long, '/usr/bin/cat', directories),
)
