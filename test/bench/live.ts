/**
 * `node test/bench/live.ts [--writes 500] [--every 37]`: how long bytes take from a task's write to the stdout of
 * `agx logs -f`. The task writes the time, one line at a time; the lines are compared with the time they come out.
 */
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { launchAgx, pipeline, startAgq, startAgw, temporaryDirectory, withOwner } from '../harness/index.ts'
import { describeMachine } from './machine.ts'
import { percentile } from './statistics.ts'

const { values } = parseArgs({
  options: { writes: { type: 'string', default: '500' }, every: { type: 'string', default: '37' } },
})
const writes = Number(values.writes)

const script = `let n = 0
const timer = setInterval(() => {
  require('node:fs').writeSync(1, Date.now() + '\\n')
  if (++n === ${writes}) clearInterval(timer)
}, ${Number(values.every)})`

async function measure(): Promise<readonly number[]> {
  return withOwner(async (owner) => {
    const agq = await startAgq(owner)
    await startAgw(owner, agq, { concurrency: 1 })
    const connection = await agq.connect()
    const latencies: number[] = []
    const envelope = pipeline([[process.execPath, '-e', script]])
    const jobId = await connection.submit(envelope)
    const reader = launchAgx(['logs', '-f', jobId, '--stdout'], { agq })
    if (reader.child.stdout === null) throw new Error('no stdout')
    for await (const line of createInterface({ input: reader.child.stdout }))
      latencies.push(Date.now() - Number(line))
    await reader.ended
    if (latencies.length !== writes) throw new Error(`${latencies.length} of ${writes} lines came`)
    return latencies
  })
}

for (const line of describeMachine(temporaryDirectory('bench'), 100)) console.log(line)
const all = await measure()
// What was written before the reader was there says nothing.
const latencies = all.slice(Math.min(40, Math.floor(writes / 5)))
const [p50, p99, most] = [0.5, 0.99, 1].map((fraction) => percentile(latencies, fraction))
console.log(
  `write → agx logs -f, ${latencies.length} writes: p50 ${p50} ms, p99 ${p99} ms, max ${most} ms (mark: 200)`,
)
process.exit(0)
