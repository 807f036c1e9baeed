/** Help is instant: it loads neither the RESP client nor the validators. And wrong usage is exit 2 with a way out. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { limits } from '@agenix/specs'
import t from 'tap'
import { agx } from './agx.ts'

t.test('help goes to stdout, names the verbs and loads little', async (t) => {
  const spy = `data:text/javascript,import{createRequire}from'node:module';process.on('exit',()=>console.error(JSON.stringify(Object.keys(createRequire('/')('node:module')._cache))))`
  const bin = fileURLToPath(new URL('../../../../agx/bin/agx.js', import.meta.url))
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', spy, bin, '--help'], {
    encoding: 'utf8',
  })
  t.equal(status, 0)
  for (const verb of ['run', 'submit', 'validate', 'plan', 'action', 'jobs', 'up'])
    t.match(stdout, ` ${verb}`)
  t.notMatch(stderr, /ioredis|ajv/)
})

t.test('version', async (t) => {
  const { stdout, code } = await agx(['--version'])
  t.match(stdout, /^\d+\.\d+\.\d+\n$/)
  t.equal(code, 0)
})

const wrong: readonly (readonly [readonly string[], RegExp])[] = [
  [[], /Usage: agx/],
  [['bogus'], /unknown command 'bogus'/],
  [['sumbit'], /Did you mean submit/],
  [['run'], /missing required argument/],
  [['run', 'grep', '-i', 'x'], /in quotes/],
  [['run', 'grep', 'x'], /in quotes/],
  [['run', 'sort a > b'], /column 8: `>`.*\n.*\n {9}\^\n.*tee FILE/],
  [['run', 'missing.json'], /no such file/],
  [['jbos'], /unknown command 'jbos'\n\(Did you mean jobs\?\)/],
  [['jobs', '--sttaus', 'x'], /\(Did you mean --status\?\)/],
  [['wrk'], /^agx: unknown command 'wrk'\n$/],
  [['run', '/tmp'], /^agx: \/tmp is a directory\. Give agx run a pipeline/],
  [['run', 'true', '--job-id', 'a b'], /--job-id must be 1 to 64 letters/],
  [['submit', 'package.json', '--job-id', ''], /--job-id must be/],
  [['jobs', '--status', 'bogus'], /--status must be one of scheduled, pending, .*, not "bogus"/],
  [['run', 'true', '--timeout-secs', '0'], /--timeout-secs must be a whole number from 1 to 3600/],
  [['run', 'true', '--agq-addr', 'a:b:c'], /is not an address/],
  [['submit', 'missing.json'], /cannot read missing\.json: there is no such file/],
  [['job', 'wait', 'x', '--timeout', 'soon'], /--timeout must be a number of seconds/],
  [['action', 'submit', '--plan-id', 'p'], /give the inputs/],
  [['action', 'submit', '--plan-id', 'p', '--input', '{'], /--input 1 is not JSON/],
  [['PLAN', 'bogus'], /unknown command 'bogus'/],
]

for (const [args, says] of wrong) {
  t.test(`wrong usage: agx ${args.join(' ')}`, async (t) => {
    const { code, stderr, stdout } = await agx(args)
    t.equal(code, 2)
    t.match(stderr, says)
    t.equal(stdout, '')
  })
}

t.test('help is --help', async (t) => {
  for (const [words, same] of [
    [['help'], ['--help']],
    [
      ['HELP', 'run'],
      ['run', '--help'],
    ],
    [
      ['job', 'help'],
      ['job', '--help'],
    ],
  ] as const) {
    const [asked, expected] = await Promise.all([agx(words), agx(same)])
    t.equal(asked.code, 0)
    t.equal(asked.stdout, expected.stdout, words.join(' '))
  }
})

t.test('the cap of a stream is said as it is', async (t) => {
  const mebibytes = limits.outputBytes / 2 ** 20
  t.match((await agx(['run', '--help'])).stdout, `Of each stream of a task ${mebibytes} MiB are kept`)
})
