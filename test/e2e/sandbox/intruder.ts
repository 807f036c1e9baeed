/**
 * What a task does that wants out: run inside a sandbox by the test beside it, which says whom to attack. Tries
 * everything, and prints as JSON what each try came to: `refused: …`, or `GOT …` and what.
 */

import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'

/** Whom to attack, in the names that hold outside. */
export interface Targets {
  readonly files: readonly string[]
  readonly directories: readonly string[]
  readonly workerPid: number
  /** For the control without a sandbox: changes nothing, and neither gains nor breaks anything. */
  readonly onlyLooks: boolean
  readonly sockets: Readonly<Record<string, string | number>>
}

const { files, directories, workerPid, onlyLooks, sockets } = JSON.parse(process.argv[2] ?? '') as Targets
const results: Record<string, string> = {}

function attempt(name: string, work: () => unknown): void {
  try {
    results[name] = `GOT ${String(work()).slice(0, 200)}`
  } catch (error) {
    results[name] = `refused: ${error instanceof Error && 'code' in error ? error.code : error}`
  }
}

function command(name: string, ...words: readonly [string, ...string[]]): void {
  attempt(name, () => {
    const [file, ...args] = words
    const { status, signal, stderr, error } = spawnSync(file, args, { encoding: 'utf8' })
    if (error !== undefined) throw error
    if (status !== 0) throw new Error(`${status ?? signal} ${stderr.trim()}`)
    return 'done'
  })
}

for (const file of files) attempt(`read ${file}`, () => readFileSync(file, 'utf8'))
for (const directory of directories) attempt(`list ${directory}`, () => readdirSync(directory).join(' '))
attempt('environment of the worker', () => readFileSync(`/proc/${workerPid}/environ`))
attempt('memory of the worker', () => readFileSync(`/proc/${workerPid}/mem`))
attempt('signal the worker', () => process.kill(workerPid, 0))
attempt('root of the first process', () => readdirSync('/proc/1/root/root').join(' '))
if (!onlyLooks) breakOut()

const names = (directory: string): string[] => readdirSync(directory)
const inside = {
  processes: names('/proc').filter((name) => /^\d+$/.test(name)),
  commands: names('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => readFileSync(`/proc/${pid}/comm`, 'utf8').trim()),
  environment: readFileSync('/proc/self/environ', 'utf8')
    .split('\0')
    .flatMap((pair) => (pair === '' ? [] : [pair.slice(0, pair.indexOf('='))]))
    .toSorted(),
  interfaces: Object.keys(networkInterfaces()),
  home: names('/home'),
  uid: process.getuid?.(),
  capabilities: /CapEff:\s*(\w+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1],
  setuid: onlyLooks ? '' : setUserId(),
  descriptors: names('/proc/self/fd').filter((fd) => Number(fd) < 3).length,
}

/** What would change the machine where it succeeds. */
function breakOut(): void {
  for (const place of ['/usr', '/etc', '/', '/dev', '/proc', '/sys', '/home'])
    attempt(`write ${place}`, () => writeFileSync(`${place}/intruder`, 'x'))
  for (const what of ['/proc/sys/kernel/core_pattern', '/proc/sysrq-trigger', '/proc/1/oom_score_adj'])
    attempt(`write ${what}`, () => writeFileSync(what, 'x'))
  command('mount', 'mount', '-t', 'tmpfs', 'x', '/tmp')
  command('remount', 'mount', '-o', 'remount,rw', '/')
  command('user namespace', 'unshare', '--user', '--map-root-user', 'true')
  command('host name', 'hostname', 'intruder')
  command('owner', 'chown', '0', process.argv[1] ?? '')
  command('become root', 'setpriv', '--reuid', '0', 'true')
  command('device', 'mknod', '/tmp/disk', 'b', '8', '0')
}

/** A set-user-id program of its own making gains nothing: who it is when it runs. */
function setUserId(): string {
  mkdirSync('/tmp/own', { recursive: true })
  copyFileSync('/usr/bin/id', '/tmp/own/id')
  chmodSync('/tmp/own/id', 0o6755)
  return spawnSync('/tmp/own/id', ['-u'], { encoding: 'utf8' }).stdout.trim()
}

function reach(target: string | number): Promise<string> {
  return new Promise((resolve) => {
    const socket = typeof target === 'number' ? connect(target, '127.0.0.1') : connect(target)
    socket.once('connect', () => {
      socket.destroy()
      resolve('GOT connected')
    })
    socket.once('error', (error) => resolve(`refused: ${'code' in error ? error.code : error}`))
  })
}

for (const [name, target] of Object.entries(sockets)) results[`connect ${name}`] = await reach(target)
console.log(JSON.stringify({ results, inside }))
