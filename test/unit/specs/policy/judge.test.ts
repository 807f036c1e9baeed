/** What a policy says of commands, Jobs and variables, by words. */

import {
  allowanceOf,
  forbiddenOf,
  forbiddenVariable,
  judgeCommand,
  policyTag,
  readJob,
  readRegistration,
} from '@agenix/specs'
import t from 'tap'

const { rules } = allowanceOf({ allow: ['grep', '/opt/tool', 'git clone https://*', 'git status'] })
const kindOf = (command: string, args: readonly string[] = [], leads = true) =>
  judgeCommand(rules, command, args, () => leads).kind

t.test('the first rule that has command and arguments', async (t) => {
  t.equal(kindOf('grep'), 'allowed')
  t.equal(kindOf('rm'), 'command')
  t.equal(kindOf('git', ['push']), 'arguments')
  t.equal(kindOf('git', ['clone', 'https://x']), 'allowed')
  t.equal(kindOf('git', ['status']), 'allowed')
})

t.test('other spellings of a command are looked at, where one can', async (t) => {
  t.equal(kindOf('/usr/bin/grep'), 'allowed')
  t.equal(kindOf('/tmp/grep', [], false), 'command')
  t.equal(kindOf('./grep', [], false), 'command')
  t.equal(kindOf('tool', [], true), 'allowed')
  t.equal(kindOf('tool', [], false), 'command')
  t.equal(kindOf('/opt/tool', [], false), 'allowed', 'spelled as in the rule')
  t.equal(kindOf('/usr/bin/rm'), 'command')
})

const job = (fields: object) => ({ tasks: [{ task_number: 1, command: 'grep', args: ['x'] }], ...fields })

t.test('a whole Job', async (t) => {
  const allowance = allowanceOf({ allow: ['grep', 'git status'], env: ['MY_*'] })
  const tasks = [
    { task_number: 1, command: 'grep' },
    { task_number: 2, command: 'git', args: ['push'] },
  ]
  t.equal(forbiddenOf(allowance, job({})), undefined)
  t.match(forbiddenOf(allowance, { tasks }), {
    task: { task_number: 2 },
    text: 'does not allow git with these arguments (its --allow has: git status)',
  })
  t.match(forbiddenOf(allowance, { tasks: [{ task_number: 1, command: 'rm' }] }), {
    text: 'does not allow rm (its --allow has: grep, git status)',
  })
  t.match(forbiddenOf(allowance, job({ env: { HOME: '/tmp' } })), { task: null, text: /declare HOME/ })
  t.equal(forbiddenOf(allowance, job({ env: { MY_X: '', LC_ALL: 'C', TZ: 'UTC' } })), undefined)
})

t.test('variables that no task gets', async (t) => {
  const names =
    'LD_PRELOAD LD_LIBRARY_PATH LD_AUDIT NODE_OPTIONS BASH_ENV ENV GLIBC_TUNABLES PERL5OPT RUBYOPT SHELLOPTS'
  for (const name of names.split(' ')) {
    t.match(forbiddenVariable(null, job({ env: { [name]: 'x' } })), `does not hand ${name} to a task (`)
    const ofTask = { tasks: [{ task_number: 1, command: 'grep', env: { [name]: 'x' } }] }
    t.type(forbiddenVariable(allowanceOf({ allow: [], env: ['*'.padStart(2, 'L'), name] }), ofTask), 'string')
  }
  t.equal(forbiddenVariable(null, job({ env: { PATH: '/x', PYTHONPATH: '/x' } })), undefined, 'without rules')
  for (const name of ['PATH', 'PYTHONPATH', 'PERL5LIB', 'GIT_SSH_COMMAND', 'HOME', 'TAR_OPTIONS'])
    t.match(forbiddenVariable(allowanceOf({ allow: ['grep'] }), job({ env: { [name]: 'x' } })), name)
  const read = readJob(
    JSON.stringify({
      job_id: 'j',
      plan_id: 'p',
      tasks: [{ task_number: 1, command: 'true', env: { LD_PRELOAD: '/x' } }],
    }),
    'all',
  )
  t.match(read, { ok: true, warnings: [/^env LD_PRELOAD is refused by every worker/] })
})

t.test('in a registration', async (t) => {
  const registration = (policy: object) =>
    readRegistration(
      JSON.stringify({
        worker_id: 'w',
        hostname: 'h',
        platform: 'p',
        agw_version: '1',
        capabilities: { tools: [] },
        max_concurrent_jobs: 1,
        tags: [],
        instance: '0198c0de-7a11-7000-8000-00000000cafe',
        policy,
      }),
      'first',
    )
  t.match(registration({ allow: ['grep'], env: ['MY_*'] }), { ok: true })
  t.match(registration({ allow: ['./x'] }), {
    ok: false,
    problems: [{ pointer: '/policy/allow/0', text: /relative path.* at \/policy\/allow\/0$/ }],
  })
  t.match(registration({ allow: Array(200).fill('x'.repeat(1_000)) }), { ok: false })
  t.match(registration({ allow: [], env: ['no-name'] }), { ok: false })
  t.match(registration({}), { ok: false })
})

t.test('one tag for one policy, that nobody can declare', async (t) => {
  t.match(policyTag({ allow: ['a'] }), /^#policy=[0-9a-f]{16}$/)
  t.equal(policyTag({ allow: ['a'] }), policyTag({ allow: ['a'] }))
  t.not(policyTag({ allow: ['a'] }), policyTag({ allow: ['b'] }))
  t.not(policyTag({ allow: ['a'] }), policyTag({ allow: ['a'], env: ['X'] }))
})
