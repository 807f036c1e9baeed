/** Flags before the environment before defaults. What is wrong ends the program, which worker.test.ts sees. */
import t from 'tap'
import { readConfig } from '../../../agw/dist/config.js'

const environment = {
  PATH: '/usr/bin:rel:/bin',
  HOME: '/home/x',
  LANG: 'C',
  AGQ_SESSION_KEY: 'secret',
  AGX_HOME: '/agx',
}

t.test('defaults', async (t) => {
  t.match(readConfig([], '1.2.3', environment), {
    address: undefined,
    policy: { tools: null, allow: null },
    tags: [],
    shutdownTimeoutMs: 30_000,
    heartbeatIntervalMs: undefined,
    killGraceMs: 2_000,
    data: undefined,
    home: '/agx',
    logLevel: 'warn',
    exitWithParent: false,
    base: { PATH: '/usr/bin:rel:/bin', HOME: '/home/x', LANG: 'C' },
    directories: ['/usr/bin', '/bin'],
  })
  t.ok(readConfig([], '1.2.3', environment).concurrency >= 1)
  t.match(readConfig([], '1.2.3', { HOME: '/h' }).home, /\.agenix$/)
})

t.test('flags', async (t) => {
  const flags =
    '-a h:1 -k key -w id -n name --concurrency 3 --tools a,b --allow /c --tags k=v,w --shutdown-timeout 0'
  const config = readConfig(
    [...flags.split(' '), '--heartbeat-interval=0.1', '--data', 'd'],
    '1',
    environment,
  )
  t.match(config, {
    address: 'h:1',
    sessionKey: 'key',
    workerId: 'id',
    name: 'name',
    concurrency: 3,
    tags: ['k=v', 'w'],
    shutdownTimeoutMs: 0,
    heartbeatIntervalMs: 100,
    data: /^\/.*\/d$/,
  })
  t.strictSame(config.policy.tools, new Set(['a', 'b']))
  t.strictSame(config.policy.allow?.policy, { allow: ['/c'] })
  for (const name of ['--agq-addr', '--agq-address'])
    t.equal(readConfig([name, 'h:2'], '1', environment).address, 'h:2')
})

t.test('isolation: what an operator wants of it', async (t) => {
  const read = (...flags: readonly string[]) => readConfig(flags, '1', environment)
  t.match(read(), { sandbox: 'auto', sandboxPaths: null, closedPaths: ['/agx'] })
  t.match(read('--sandbox', 'require'), { sandbox: 'require', sandboxPaths: [] }, 'nothing may be declared')
  t.match(read('--sandbox', 'require', '--sandbox-paths', '/a,/b'), { sandboxPaths: ['/a', '/b'] })
  t.strictSame(readConfig([], '1', { ...environment, AGQ_DATA: '/q' }).closedPaths, ['/agx', '/q'])
})

t.test('the grace: flag, environment, default', async (t) => {
  const given = { ...environment, AGW_KILL_GRACE: '0.5' }
  t.equal(readConfig([], '1', given).killGraceMs, 500)
  t.equal(readConfig(['--kill-grace', '7'], '1', given).killGraceMs, 7_000)
})
