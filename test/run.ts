/**
 * Runs the suite: the checks of the compiler and the linter, then every *.test.ts in a process of its own, two at a
 * time, reading the TAP that each prints. Says what failed and how, and last `N passed, N failed`.
 * A file that ends badly (exit code, signal, time-out, no plan) counts as a failure of its own.
 */
import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import { cpus } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Parser } from 'tap-parser'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const bin = join(root, 'node_modules', '.bin')
/** No file may need more: the whole suite has ten minutes. */
const FILE_TIMEOUT_MS = 180_000
const LANES = Math.max(2, Math.min(4, cpus().length))

interface FileResult {
  readonly name: string
  readonly passed: number
  readonly failed: number
  readonly output: string
  readonly seconds: number
}

async function main(words: readonly string[]): Promise<void> {
  const started = performance.now()
  const checks = words.length === 0 ? [checkTypes, checkStyle] : []
  const files = globSync('**/*.test.ts', { cwd: join(root, 'test'), exclude: ['node_modules/**'] })
    .filter((file) => words.every((word) => file.includes(word)))
    .sort(slowestFirst)
  if (files.length === 0) throw new Error(`no test file matches ${words.join(' ')}`)
  const results = await inLanes([...checks, ...files.map((file) => () => runFile(file))])
  const passed = sum(results.map((result) => result.passed))
  const failed = sum(results.map((result) => result.failed))
  for (const result of results.filter((each) => each.failed > 0)) {
    console.log(`\n━━ ${result.name}\n${result.output.trimEnd()}`)
  }
  console.log(`\n${results.length} files in ${seconds(started)} s`)
  console.log(`${passed} passed, ${failed} failed`)
  process.exitCode = failed === 0 ? 0 : 1
}

/** End-to-end and crash files take seconds, unit files tenths: long ones first keep both lanes busy to the end. */
function slowestFirst(a: string, b: string): number {
  const weight = (file: string): number => (/^(crash|e2e|bench)\//.test(file) ? 0 : 1)
  return weight(a) - weight(b) || a.localeCompare(b)
}

async function inLanes(work: readonly (() => Promise<FileResult>)[]): Promise<FileResult[]> {
  const waiting = [...work]
  const results: FileResult[] = []
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const result = await next()
      results.push(result)
      const mark = result.failed === 0 ? '✓' : '✗'
      const counts =
        result.failed === 0 ? `${result.passed}` : `${result.passed} passed, ${result.failed} failed`
      console.log(`${mark} ${result.name}  ${counts}  ${result.seconds.toFixed(1)} s`)
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  return results
}

function checkTypes(): Promise<FileResult> {
  return runCheck('types of the tests (tsc)', join(bin, 'tsc'), ['-p', 'test'])
}

function checkStyle(): Promise<FileResult> {
  return runCheck('style (biome)', join(bin, 'biome'), ['check', '--error-on-warnings', '.'])
}

async function runCheck(name: string, program: string, args: readonly string[]): Promise<FileResult> {
  const started = performance.now()
  const { output, code } = await collect(program, args)
  return {
    name,
    passed: code === 0 ? 1 : 0,
    failed: code === 0 ? 0 : 1,
    output,
    seconds: secondsSince(started),
  }
}

async function runFile(file: string): Promise<FileResult> {
  const started = performance.now()
  const { output, code } = await collect(process.execPath, [join('test', file)])
  const tap = countTap(output)
  // A file that stopped half way, or that ran no test, is a failure though no assertion failed.
  const broken = tap.failed === 0 && (code !== 0 || !tap.ok || tap.passed === 0)
  return {
    name: file,
    passed: tap.passed,
    failed: tap.failed + (broken ? 1 : 0),
    output: tap.failed > 0 ? tap.failures.join('\n') : output.slice(-4_000),
    seconds: secondsSince(started),
  }
}

interface TapCounts {
  ok: boolean
  passed: number
  failed: number
  readonly failures: string[]
}

/** Counts the assertions themselves; the line that sums up a subtest is none. */
function countTap(tap: string): TapCounts {
  const counts: TapCounts = { ok: false, passed: 0, failed: 0, failures: [] }
  const watch = (parser: Parser, path: readonly string[]): void => {
    let sumsUp = false
    parser.on('child', (child) => {
      sumsUp = true
      watch(child, [...path, child.name])
    })
    parser.on('assert', (assert) => {
      const isSummary = sumsUp
      sumsUp = false
      if (isSummary) return
      if (assert.ok) counts.passed += 1
      else {
        counts.failed += 1
        counts.failures.push(`✗ ${[...path, assert.name].join(' › ')}\n${describe(assert.diag)}`)
      }
    })
  }
  const parser = new Parser()
  watch(parser, [])
  parser.on('complete', (results) => {
    counts.ok = results.ok
  })
  parser.end(tap)
  return counts
}

function describe(diag: unknown): string {
  return diag === null || diag === undefined ? '' : JSON.stringify(diag, null, 2).slice(0, 3_000)
}

function collect(program: string, args: readonly string[]): Promise<{ output: string; code: number | null }> {
  const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
  const timer = setTimeout(() => {
    chunks.push(Buffer.from(`\nkilled: it took more than ${FILE_TIMEOUT_MS / 1000} s\n`))
    child.kill('SIGKILL')
  }, FILE_TIMEOUT_MS)
  return new Promise((resolve) => {
    child.on('close', (code) => {
      clearTimeout(timer)
      resolve({ output: Buffer.concat(chunks).toString('utf8'), code })
    })
  })
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

function secondsSince(started: number): number {
  return (performance.now() - started) / 1000
}

function seconds(started: number): string {
  return secondsSince(started).toFixed(1)
}

await main(process.argv.slice(2))
