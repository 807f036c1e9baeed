/**
 * What deploy/ promises: systemd takes the units as they are, all that the Dockerfiles copy and start is in the
 * repository, and the health checks tell a living AGQ from a dead one. Images are not built here: no Docker daemon.
 */
import { execFile, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { cleanEnvironment, repositoryRoot as root } from '../harness/config.ts'
import { startAgq, temporaryDirectory } from '../harness/index.ts'

t.setTimeout(120_000)

const execute = promisify(execFile)
const deploy = (name: string): string => readFileSync(join(root, 'deploy', name), 'utf8')
/** Where the repository lies on a host, and in an image. */
const PLACE = '/opt/agenix'

function verifyUnit(text: string, name: string): string {
  const file = join(temporaryDirectory('units'), `${name}.service`)
  writeFileSync(file, text.replaceAll(PLACE, root))
  // A warning does not change its exit code. What it says of the machine's own units is not ours.
  const { stderr, status } = spawnSync('systemd-analyze', ['verify', '--man=no', file], { encoding: 'utf8' })
  const ours = stderr.split('\n').filter((line) => line.includes(`${name}.service`))
  return [...ours, ...(status === 0 ? [] : [`exit code ${status}`])].join('\n')
}

const analyze = spawnSync('systemd-analyze', ['--version']).error === undefined
const withoutSystemd = analyze
  ? false
  : 'systemd-analyze is not on this machine (Debian: apt-get install systemd)'

t.test('systemd takes the units', { skip: withoutSystemd }, async (t) => {
  for (const name of ['agq', 'agw']) t.equal(verifyUnit(deploy(`${name}.service`), name), '', name)
  t.match(
    verifyUnit(`${deploy('agq.service')}\n[Service]\nRestrt=always\n`, 'planted'),
    /Restrt/,
    'and sees faults',
  )
})

t.test('the units say what they must', async (t) => {
  const agq = deploy('agq.service')
  t.match(agq, /^ProtectSystem=strict$/m)
  t.match(agq, /^ExecReload=kill -HUP \$MAINPID$/m)
  const agw = deploy('agw.service')
  const drainSecs = Number(/--shutdown-timeout (\d+)/.exec(agw)?.[1])
  const stopSecs = Number(/^TimeoutStopSec=(\d+)$/m.exec(agw)?.[1])
  t.ok(stopSecs >= drainSecs + 10, `AGW is given ${stopSecs} s to stop and uses ${drainSecs} s to drain`)
  t.notMatch(
    agw,
    /^(RestrictNamespaces|PrivateUsers|ProtectKernelTunables|ProtectKernelLogs|SystemCallFilter)=/m,
  )
  for (const unit of [agq, agw]) {
    t.match(unit, /^NoNewPrivileges=yes$/m)
    t.match(unit, /^User=ag[qw]$/m)
    t.match(unit, /^LimitNOFILE=\d+$/m)
    t.match(unit, /^KillMode=mixed$/m)
  }
})

/** Instructions, with their continued lines joined. */
function instructionsOf(text: string): readonly (readonly [string, string])[] {
  const joined = text.replaceAll(/^#.*\n/gm, '').replaceAll(/\\\n\s*/g, ' ')
  return [...joined.matchAll(/^([A-Z]+) +(.*)$/gm)].map(([, name = '', rest = '']) => [name, rest])
}

for (const name of ['agq', 'agw']) {
  t.test(`${name}.Dockerfile`, async (t) => {
    const instructions = instructionsOf(deploy(`${name}.Dockerfile`))
    const of = (wanted: string): readonly string[] =>
      instructions.filter(([one]) => one === wanted).map(([, rest]) => rest)
    for (const copy of of('COPY').filter((rest) => !rest.startsWith('--from='))) {
      for (const source of copy.split(' ').slice(0, -1))
        t.ok(existsSync(join(root, source)), `COPY ${source}`)
    }
    const copied = of('COPY').join(' ')
    const { workspaces } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      workspaces: string[]
    }
    for (const workspace of workspaces) {
      t.match(copied, new RegExp(`\\b${workspace}(/package\\.json)?\\b`), `npm ci needs ${workspace}`)
    }
    const started = [...of('ENTRYPOINT'), ...of('CMD'), ...of('HEALTHCHECK')].join(' ')
    const files = [...started.matchAll(new RegExp(`${PLACE}/([^" ]+)`, 'g'))].map(([, file = '']) => file)
    t.equal(files.length, 2, 'the program and its health check')
    for (const file of files) t.ok(existsSync(join(root, file)), file)
    t.match(of('FROM').at(-1), /^node:24-slim$/)
    t.equal(of('USER').at(-1), name, 'not root')
    t.equal(of('VOLUME').at(-1), '/data')
    for (const rest of of('ENTRYPOINT')) t.type(JSON.parse(rest), Array, 'signals reach it: no shell between')
  })
}

t.test('the health checks', async (t) => {
  const data = join(temporaryDirectory('health'), 'data')
  const agq = await startAgq(t, { dataDir: data, args: ['--socket', join(data, 'agq.sock')] })
  const [, check = ''] =
    instructionsOf(deploy('agq.Dockerfile')).find(([name]) => name === 'HEALTHCHECK') ?? []
  const [, ...server] = JSON.parse(check.slice(check.indexOf('['))) as string[]
  const local = server.map((word) => word.replace(PLACE, root).replace('/data', data))
  const env = cleanEnvironment(agq.home, { AGQ_DATA: data, AGQ_ADDR: agq.addr, AGQ_SESSION_KEY: undefined })
  const worker = [join(root, 'deploy', 'agw-health.mjs')]
  for (const argv of [local, worker]) await execute(process.execPath, argv, { env })
  t.pass('well')
  await agq.stop()
  for (const argv of [local, worker])
    await t.rejects(execute(process.execPath, argv, { env }), /cannot reach AGQ/)
})
