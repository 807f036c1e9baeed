/**
 * docs/fleet.md does what it shows: its commands are run as they are written, each machine a host of its own with one
 * shell, and what they print is compared; … stands for anything.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { cleanEnvironment, repositoryRoot } from '../harness/config.ts'
import { endProgram, launch, type Owner, temporaryDirectory, within } from '../harness/index.ts'
import { type Host, makeHosts, whyNoHosts } from './network.ts'

const why = whyNoHosts()
t.setTimeout(120_000)

interface Step {
  readonly machine: string
  readonly command: string
  readonly shown: string
}

/** `machine$ ` begins a command, all else is what it prints. */
function stepsOf(text: string): readonly Step[] {
  const steps: { machine: string; command: string; shown: string }[] = []
  const blocks = [...text.matchAll(/^```console\n(.*?)^```/gms)].map((match) => match[1] ?? '')
  for (const line of blocks.flatMap((block) => block.trimEnd().split('\n'))) {
    const [, machine, command] = /^([a-z0-9-]+)\$ (.*)$/.exec(line) ?? []
    const last = steps.at(-1)
    if (machine !== undefined && command !== undefined) steps.push({ machine, command, shown: '' })
    else if (last !== undefined) last.shown += `${line}\n`
  }
  return steps
}

function matches(shown: string, printed: string): boolean {
  const parts = shown.trimEnd().split('…')
  const source = parts.map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('.*')
  return new RegExp(`^${source}$`, 's').test(printed.trimEnd())
}

/** A shell on a host; resolves with what a command printed. */
function openShell(owner: Owner, host: Host): (command: string) => Promise<string> {
  const home = temporaryDirectory('home')
  const env = cleanEnvironment(home, {
    PATH: `${join(repositoryRoot, 'node_modules', '.bin')}:/usr/local/bin:/usr/bin:/bin`,
  })
  const [first = 'ip', ...rest] = [...host.wrap, 'bash']
  const shell = launch({ argv: [first, ...rest], env, cwd: home })
  owner.teardown(() => endProgram(shell, ['SIGKILL']))
  let count = 0
  return async (command) => {
    const before = shell.stdout().length
    count += 1
    // Its own stdin is where the commands come from: agx would take them for a Job's input.
    shell.child.stdin?.write(`{\n${command}\n} < /dev/null\nprintf '%s\\n' "end of ${count}"\n`)
    await shell.line(new RegExp(`^end of ${count}$`), 60_000)
    return shell
      .stdout()
      .slice(before)
      .replace(/end of \d+\n$/, '')
  }
}

t.test('the walk-through', { skip: why ?? false }, async (t) => {
  const steps = stepsOf(readFileSync(join(repositoryRoot, 'docs', 'fleet.md'), 'utf8'))
  t.ok(steps.length > 20, `${steps.length} steps`)
  const names = ['queue', 'build-1', 'build-2']
  const hosts = makeHosts(t, names)
  t.same(
    hosts.map(({ address }) => address),
    ['10.77.0.1', '10.77.0.2', '10.77.0.3'],
    'as the document says',
  )
  const shells = new Map(hosts.map((host, index) => [names[index], openShell(t, host)]))
  let key = ''
  for (const { machine, command, shown } of steps) {
    const run = shells.get(machine)
    if (run === undefined) throw new Error(`there is no machine ${machine}`)
    const printed = await within(run(command.replace('<key>', key)), `${machine}$ ${command}`, 60_000)
    if (command.includes('session.key')) key = printed.trim()
    t.ok(matches(shown, printed), `${machine}$ ${command}`, { shown, printed })
  }
})
