/**
 * Puts the kept outputs of earlier tasks where those tasks would have left them: the spool files that the tasks from
 * here on read. Each is checked against the hash under which it was reported.
 */
import { writeFile } from 'node:fs/promises'
import { sha256Hex } from '@agenix/specs'
import { type AttemptFiles, keepStreams, streamPath } from '../exec/attempt-files.ts'
import type { KeptOutput, Resume } from './grant.ts'

/** `fetchBlob` brings a blob into a file and checks it. Throws with a text for people when an output cannot be had. */
export async function placeOutputs(
  { fromTask, outputs }: Resume,
  files: AttemptFiles,
  fetchBlob: (sha256: string, path: string) => Promise<void>,
): Promise<void> {
  // A fetch may outlive the Job that it is for: never into a file that the slot's next Job has.
  keepStreams(files, 0)
  for (const output of outputs) {
    try {
      await placeOutput(output, streamPath(files, output.task, 'stdout'), fetchBlob)
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      throw new Error(
        `cannot resume from task ${fromTask}: the kept output of task ${output.task} cannot be had: ${why}. Retry the Job whole: JOB.RETRY without FROM`,
      )
    }
  }
}

async function placeOutput(
  output: KeptOutput,
  path: string,
  fetchBlob: (sha256: string, path: string) => Promise<void>,
): Promise<void> {
  switch (output.in) {
    case 'blob':
      return fetchBlob(output.sha256, path)
    case 'hand':
      if (sha256Hex(output.bytes) !== output.sha256) {
        throw new Error(`it came with another hash than ${output.sha256}`)
      }
      return writeFile(path, output.bytes, { flag: 'wx', mode: 0o600 })
    case 'nothing':
      throw new Error('AGQ has it no more')
  }
}
