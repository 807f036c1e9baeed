/**
 * `node test/bench/run.ts [--quick] [--rounds 3] [--only submits,lifecycles,start,processes,commands] [--jobs 1000]`: prints
 * the medians of several runs beside the marks that this project has set itself, and what they were measured on.
 */
import { parseArgs } from 'node:util'
import { temporaryDirectory } from '../harness/index.ts'
import { measureAgx } from './command-line.ts'
import type { LoadResult } from './load.ts'
import { describeMachine } from './machine.ts'
import {
  measureAgw,
  measureCeiling,
  measureDrain,
  measureLifecycles,
  measurePeer,
  measureStart,
  measureSubmits,
} from './measures.ts'
import { median, perSecond } from './statistics.ts'

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    only: { type: 'string', default: 'submits,lifecycles,start,processes,commands' },
    jobs: { type: 'string' },
  },
})
const rounds = Number(values.rounds ?? (values.quick ? 1 : 3))
const scale = values.quick ? 0.01 : 1
const only = new Set(values.only.split(','))
const jobsBefore = values.quick ? 20 : 5_000
const processJobs = Number(values.jobs ?? (values.quick ? 20 : 1_000))

async function repeat<Result>(measure: () => Promise<Result>): Promise<readonly Result[]> {
  const results: Result[] = []
  for (let round = 0; round < rounds; round += 1) results.push(await measure())
  return results
}

function print(what: string, number: string, aside = ''): void {
  console.log(`${what.padEnd(44)} ${number.padStart(14)}  ${aside}`.trimEnd())
}

function printLoad(what: string, results: readonly LoadResult[], mark: string): void {
  const busy = Math.round(100 * median(results.map(({ generatorBusy }) => generatorBusy)))
  const aside = `${mark === '' ? '' : `mark ${mark}; `}generator ${busy} % busy`
  print(what, perSecond(median(results.map((result) => result.perSecond))), aside)
}

async function printSubmits(): Promise<void> {
  for (const [connections, count] of [
    [1, 3_000],
    [64, 30_000],
    [256, 30_000],
  ] as const) {
    const jobs = Math.max(connections, count * scale)
    const mark = connections === 64 ? '10,000/s' : ''
    printLoad(
      `durable submits, ${connections} connections`,
      await repeat(() => measureSubmits(jobs, connections)),
      mark,
    )
  }
  const ceiling = await repeat(() => measureCeiling(30_000 * scale, 64))
  printLoad('  the generator alone, 64 connections', ceiling, '')
}

async function printLifecycles(): Promise<void> {
  const jobs = 20_000 * scale
  printLoad(
    'submit + lease + complete, concurrency 50',
    await repeat(() => measureLifecycles(jobs, 50)),
    '5,000/s',
  )
  print('lease + complete of waiting Jobs', perSecond(median(await repeat(() => measureDrain(jobs, 50)))))
}

async function printStart(): Promise<void> {
  const results = await repeat(() => measureStart(values.quick ? 20 : 500))
  const [p50, p99] = [
    median(results.map((result) => result.p50)),
    median(results.map((result) => result.p99)),
  ]
  print('start, p50 / p99 at 100 submits/s', `${p50.toFixed(2)} / ${p99.toFixed(2)} ms`, 'mark p50 ≤ 3 ms')
}

/** Round by round, so that what else the machine does falls on all of them. */
async function printProcesses(): Promise<void> {
  const rows = await repeat(async () => ({
    agw: await measureAgw(processJobs, jobsBefore),
    xargs: measurePeer('xargs', processJobs),
    parallel: measurePeer('parallel', processJobs),
  }))
  const agw = median(rows.map((row) => row.agw))
  print(
    `${processJobs} × true through AGW, concurrency 8`,
    perSecond(agw),
    `after ${jobsBefore} that are not counted`,
  )
  for (const peer of ['xargs', 'parallel'] as const) {
    const numbers = rows.flatMap((row) => row[peer] ?? [])
    if (numbers.length === 0) continue
    const own = median(numbers)
    print(
      `  ${peer === 'xargs' ? 'xargs -P8 -n1 true' : 'parallel -j8 true'}`,
      perSecond(own),
      `ratio ${(agw / own).toFixed(2)}`,
    )
  }
}

function printCommands(): void {
  const times = (run: () => number): string => {
    const each = Array.from({ length: values.quick ? 1 : 11 }, run)
    return `${median(each).toFixed(0)} ms`
  }
  print(
    'agx --help',
    times(() => measureAgx('--help')),
    'mark 150 ms',
  )
  print(
    "agx run --local 'sort README.md | uniq -c'",
    times(() => measureAgx('run', '--local', 'sort README.md | uniq -c')),
  )
}

for (const line of describeMachine(temporaryDirectory('bench'), values.quick ? 20 : 500)) console.log(line)
console.log(`medians of ${rounds} runs, 550-byte envelopes\n`)
if (only.has('submits')) await printSubmits()
if (only.has('lifecycles')) await printLifecycles()
if (only.has('start')) await printStart()
if (only.has('processes')) await printProcesses()
if (only.has('commands')) printCommands()
process.exit(0)
