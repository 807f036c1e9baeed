/**
 * What the numbers were measured on. Without it they say nothing: a sync can cost 20 µs or 5 ms.
 */
import { execFileSync } from 'node:child_process'
import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { availableParallelism, cpus, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { percentile } from './statistics.ts'

export function describeMachine(directory: string, syncs: number): readonly string[] {
  const filesystem = execFileSync('stat', ['-f', '-c', '%T', directory], { encoding: 'utf8' }).trim()
  const latencies = measureSync(directory, syncs)
  const memory = Math.round(totalmem() / 2 ** 30)
  const [p50, p99] = [0.5, 0.99].map((fraction) => `${percentile(latencies, fraction).toFixed(2)} ms`)
  return [
    `${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), ${memory} GiB, Linux ${release()}, Node ${process.version}`,
    `${filesystem}, a 500-byte append and its fdatasync: p50 ${p50}, p99 ${p99}`,
  ]
}

/** Milliseconds of each write of 500 bytes with its fdatasync, one after the other. */
function measureSync(directory: string, count: number): readonly number[] {
  const path = join(directory, 'sync-probe')
  const file = openSync(path, 'w')
  const record = Buffer.alloc(500, 'x')
  const latencies = Array.from({ length: count }, () => {
    const start = performance.now()
    writeSync(file, record)
    fdatasyncSync(file)
    return performance.now() - start
  })
  closeSync(file)
  rmSync(path)
  return latencies
}
