/** Puts outcomes into an outbox, saying which are durable, until it is killed. Argument: the file. */
import { OutboxLog } from '../../../../agw/dist/link/outbox-log.js'

const outbox = new OutboxLog(process.argv[2] ?? '', (error) => {
  throw error
})
const padding = 'x'.repeat(500)
for (let token = 1; ; token++) {
  const report = JSON.stringify({ task_results: [], error: padding })
  const puts = ['a', 'b', 'c'].map((jobId) =>
    outbox.put({ verb: 'JOB.FAIL', jobId, token, report, blobs: [] }),
  )
  const entries = await Promise.all(puts)
  process.stdout.write(`${token}\n`)
  // Every other token's outcomes are accepted.
  if (token % 2 === 0) for (const entry of entries) outbox.done(entry)
}
