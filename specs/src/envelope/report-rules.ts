/**
 * What the schema of a Job report cannot say: how its numbers must fit each other.
 *
 * Hashes are not verified here: who stores the bytes does.
 */
import type { JobReport, StreamReport } from '../generated/types.ts'
import { limits } from '../limits.ts'
import type { Problem } from '../result.ts'

/** Bytes that padded base64 decodes to. */
const decodedBytes = (base64: string): number =>
  (base64.length / 4) * 3 - (base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0)

const streamFault = ({ bytes, kept_bytes, head_bytes, inline, blob }: StreamReport): string | undefined => {
  if (kept_bytes > bytes) return `kept_bytes must not be more than bytes, got ${kept_bytes} of ${bytes}`
  if (head_bytes !== undefined && head_bytes > kept_bytes)
    return `head_bytes must not be more than kept_bytes, got ${head_bytes} of ${kept_bytes}`
  if (inline !== undefined && blob !== undefined) return 'either inline or blob, not both: remove one'
  if (inline !== undefined && kept_bytes > limits.inlineBytes)
    return `inline is for up to ${limits.inlineBytes} bytes, got ${kept_bytes}: send them as a blob`
  if (inline !== undefined && decodedBytes(inline) !== kept_bytes)
    return `inline must be the kept bytes: it has ${decodedBytes(inline)}, kept_bytes says ${kept_bytes}`
  if (inline === undefined && blob === undefined && kept_bytes > 0)
    return `the kept bytes are missing: send up to ${limits.inlineBytes} bytes inline, more as a blob`
  return undefined
}

/** The rules of a report that obeys its schema. */
export const checkReport = ({ task_results }: JobReport): readonly Problem[] => {
  const problems: Problem[] = []
  let last = 0
  for (const [index, task] of task_results.entries()) {
    const place = `/task_results/${index}`
    if (task.task_number <= last) {
      const pointer = `${place}/task_number`
      problems.push({
        pointer,
        text: `task_number must grow: ${task.task_number} after ${last} at ${pointer}`,
      })
    }
    last = task.task_number
    for (const stream of ['stdout', 'stderr'] as const) {
      const fault = streamFault(task[stream])
      const pointer = `${place}/${stream}`
      if (fault !== undefined) problems.push({ pointer, text: `${fault} at ${pointer}` })
    }
  }
  return problems
}
