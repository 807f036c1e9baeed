/** Puts outcomes into an outbox whose file may not grow past its process's limit, and says what happened. */
import { OutboxLog } from '../../../../agw/dist/link/outbox-log.js'

// With a listener a write past the limit fails instead of ending the process.
process.on('SIGXFSZ', () => {})
const broken: string[] = []
const outbox = new OutboxLog(process.argv[2] ?? '', (error) =>
  broken.push(error instanceof Error ? error.message : ''),
)
const report = JSON.stringify({ task_results: [], error: 'x'.repeat(500) })
for (let token = 1; token <= 10; token++) {
  await outbox.put({ verb: 'JOB.FAIL', jobId: 'j', token, report, blobs: [] })
}
console.log(JSON.stringify({ broken, entries: outbox.entries.length }))
outbox.close()
