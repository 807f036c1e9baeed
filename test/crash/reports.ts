/** What a light worker reports, as text: a report of one task that wrote these bytes. */
import { type DrawnJob, sha256Of } from './drawn-job.ts'

const EMPTY = `{"bytes":0,"kept_bytes":0,"sha256":"${sha256Of(Buffer.alloc(0))}","truncated":false,"inline":""}`

export function reportOf(job: DrawnJob, output: Buffer, fails: boolean): string {
  const where = job.largeOutput ? '"blob":true' : `"inline":"${output.toString('base64')}"`
  const stdout =
    `{"bytes":${output.length},"kept_bytes":${output.length},"sha256":"${sha256Of(output)}",` +
    `"truncated":false,${where}}`
  const end = fails
    ? '"exit_code":1,"failure":"exit","error":"true exited with 1"'
    : '"exit_code":0,"failure":null'
  return (
    `{"task_results":[{"task_number":1,"command":"true","signal":null,"timed_out":false,${end},` +
    `"started_at":"2026-01-02T03:04:05.678Z","duration_ms":1,"stdout":${stdout},"stderr":${EMPTY}}]` +
    `${fails ? ',"error":"true exited with 1"' : ''}}`
  )
}
