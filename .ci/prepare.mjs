// What a fresh clone needs before anything runs: dependencies, the build and, for tests, a few programs from apt.
// Each step is skipped when it has nothing to do, and says what it does when it has. Plain JavaScript that older
// Node versions can run: the Node.js 24 of this project only arrives with the first step.
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
/** The Node.js 24 that comes with the repository. */
export const node = join(root, 'node_modules', 'node', 'bin', 'node')

const stampPath = join(root, 'node_modules', '.cache', 'agenix-installed')

/** Programs that tests compare with or drive, and the Debian packages they come in. */
const testPrograms = [
  { name: 'redis-cli', package: 'redis-tools', present: () => onPath('redis-cli') },
  { name: 'redis-server', package: 'redis-server', present: () => onPath('redis-server') },
  {
    name: 'redis-py',
    package: 'python3-redis',
    present: () => spawnSync('/usr/bin/python3', ['-c', 'import redis']).status === 0,
  },
  { name: 'openssl', package: 'openssl', present: () => onPath('openssl') },
  { name: 'strace', package: 'strace', present: () => onPath('strace') },
  { name: 'ip', package: 'iproute2', present: () => onPath('ip') },
  { name: 'iptables', package: 'iptables', present: () => onPath('iptables') },
  { name: 'rev', package: 'bsdextrautils', present: () => onPath('rev') },
]

export function prepare({ forTests = false } = {}) {
  installPackages()
  build()
  if (forTests) installPrograms()
}

function installPackages() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stampPath) && readFileSync(stampPath, 'utf8') === wanted && existsSync(node)) return
  step('installing the npm packages (once, about half a minute)')
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  mkdirSync(dirname(stampPath), { recursive: true })
  writeFileSync(stampPath, wanted)
}

function build() {
  if (!existsSync(join(root, 'agx', 'dist', 'main.js'))) step('building')
  run(node, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-b', 'specs', 'agq', 'agx', 'agw'])
}

function installPrograms() {
  const missing = testPrograms.filter((program) => !program.present())
  if (missing.length === 0) return
  const packages = [...new Set(missing.map((program) => program.package))]
  const command = `apt-get install -y ${packages.join(' ')}`
  if (!onPath('apt-get') || process.getuid?.() !== 0) {
    fail(
      `the tests need ${missing.map((program) => program.name).join(', ')}: install them first (${command})`,
    )
  }
  step(`installing what the tests compare with: ${packages.join(', ')}`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  run('apt-get', ['update', '-qq'], env)
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], env, [
    'ignore',
    'ignore',
    'inherit',
  ])
}

function onPath(program) {
  return (process.env.PATH ?? '')
    .split(':')
    .some((folder) => folder !== '' && existsSync(join(folder, program)))
}

function step(text) {
  console.error(`· ${text}`)
}

function run(command, args, env = process.env, stdio = ['ignore', 2, 2]) {
  try {
    execFileSync(command, args, { cwd: root, env, stdio })
  } catch (error) {
    fail(`${command} ${args.join(' ')} failed (${error.status ?? error.code}): its own words are above`)
  }
}

function fail(text) {
  console.error(`✗ ${text}`)
  process.exit(1)
}
