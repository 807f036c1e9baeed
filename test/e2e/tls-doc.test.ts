/**
 * docs/tls.md does what it says: its ten commands are run as they stand, each in the shell of its host. Hosts are
 * folders here and scp a copy between them; names become localhost, the port a free one on
 * loopback, and nothing else is changed.
 */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { cleanEnvironment, repositoryRoot as root } from '../harness/config.ts'
import { type Owner, temporaryDirectory, within } from '../harness/index.ts'

t.setTimeout(120_000)

const text = readFileSync(join(root, 'docs', 'tls.md'), 'utf8')
const [, block = ''] = /^```console\n(.*?)^```/ms.exec(text) ?? []
const steps = [...block.matchAll(/^(queue|worker)\$ (.*)$/gm)].map(([, host = '', command = '']) => ({
  host,
  command,
}))

interface Shell {
  /** Runs one command; resolves with what it printed. */
  run(command: string): Promise<string>
  printed(pattern: RegExp): Promise<void>
}

function openShell(t: Owner, home: string, path: string): Shell {
  const child: ChildProcessWithoutNullStreams = spawn('bash', ['-s'], {
    cwd: home,
    env: cleanEnvironment(home, { PATH: path }),
    detached: true,
  })
  const end = (): void => {
    // The whole group: what the document starts with & is in it.
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  }
  process.once('exit', end)
  t.teardown(() => {
    process.off('exit', end)
    end()
  })
  let out = ''
  let errors = ''
  let wake = (): void => {}
  child.stdout.on('data', (bytes) => {
    out += bytes
    wake()
  })
  child.stderr.on('data', (bytes) => {
    errors += bytes
  })
  const until = (found: () => boolean, what: string): Promise<void> => {
    const seen = new Promise<void>((resolve) => {
      wake = () => {
        if (found()) resolve()
      }
      wake()
    })
    return within(seen, () => `${what}; so far: ${out}${errors}`, 30_000)
  }
  let count = 0
  return {
    run: async (command) => {
      const mark = `<<${++count}:`
      const from = out.length
      // Commands must not read what comes after them.
      child.stdin.write(`{ ${command}\n} < /dev/null\necho "${mark}$?>>"\n`)
      await until(
        () => out.includes(mark, from) && out.includes('>>', out.indexOf(mark, from)),
        `an end of ${command}`,
      )
      const printed = out.slice(from)
      if (!printed.includes(`${mark}0>>`)) throw new Error(`${command} failed: ${printed}${errors}`)
      return printed.slice(0, printed.indexOf(mark))
    },
    printed: (pattern) => until(() => pattern.test(out), String(pattern)),
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

t.test('the ten commands', async (t) => {
  t.equal(steps.length, 10, 'ten commands')
  const place = temporaryDirectory('two-hosts')
  const bin = join(place, 'bin')
  const homes = { queue: join(place, 'queue'), worker: join(place, 'worker') }
  for (const folder of [bin, homes.queue, homes.worker]) mkdirSync(folder)
  // `scp FILE… HOST:` between two folders.
  writeFileSync(
    join(bin, 'scp'),
    `#!/bin/sh\nfor last; do :; done\n[ "$last" = worker.example: ] || exit 1\nwhile [ $# -gt 1 ]; do cp -p "$1" '${homes.worker}' || exit 1; shift; done\n`,
  )
  chmodSync(join(bin, 'scp'), 0o755)
  const path = `${bin}:${join(root, 'node_modules', '.bin')}:/usr/local/bin:/usr/bin:/bin`
  const shells = { queue: openShell(t, homes.queue, path), worker: openShell(t, homes.worker, path) }
  const port = await freePort()
  let last = ''
  for (const { host, command } of steps) {
    const local = command
      .replaceAll('0.0.0.0:6380', `127.0.0.1:${port}`)
      .replaceAll('//queue.example:6380', `//localhost:${port}`)
      .replaceAll('issue queue.example', 'issue localhost')
      .replaceAll('queue.example.', 'localhost.')
    const shell = host === 'queue' ? shells.queue : shells.worker
    last = await shell.run(local)
    if (command.endsWith('&')) await shell.printed(/^AG[QW] ready /m)
    t.pass(`${host}$ ${command.slice(0, 60)}`)
  }
  t.equal(last, '3\n2\n1\n')

  const tls = join(homes.queue, 'tls')
  for (const secret of ['ca.key', 'localhost.key', 'worker.token', 'ci.token']) {
    t.equal(statSync(join(tls, secret)).mode & 0o077, 0, `${secret} is its owner's alone`)
  }
  for (const name of ['localhost', 'worker.example', 'ci.example']) {
    t.notOk(new X509Certificate(readFileSync(join(tls, `${name}.pem`))).ca, `${name} makes no certificates`)
  }
})
