/**
 * "did you mean": the known name nearest to an unknown one.
 *
 * Bounded: names over 64 characters are never a typing slip, and are not compared.
 */

// Words people bring from version 0.1 and from other systems; no typing slip leads from one to the other.
const synonyms: Readonly<Record<string, string>> = Object.freeze({
  steps: 'tasks',
  step_number: 'task_number',
  input_from_step: 'input_from_task',
  tasks: 'steps',
  task_number: 'step_number',
  input_from_task: 'input_from_step',
  id: 'job_id',
  description: 'plan_description',
  cmd: 'command',
  program: 'command',
  arguments: 'args',
  argv: 'args',
  timeout: 'timeout_secs',
  timeout_ms: 'timeout_secs',
  stdin: 'input_from_task',
  environment: 'env',
  dir: 'cwd',
  workdir: 'cwd',
  retries: 'max_attempts',
  attempts: 'max_attempts',
  tags: 'requires',
  delay: 'not_before',
  deadline: 'expires_at',
  memory: 'memory_mb',
})

/** Edit distance that counts two swapped neighbours as one slip (optimal string alignment). */
const distance = (a: string, b: string): number => {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1)
      row.push(best)
    }
    before = last
    last = row
  }
  return last[b.length] ?? 0
}

/** The known name that was probably meant, or undefined. */
export const suggestName = (unknown: string, known: readonly string[]): string | undefined => {
  if (unknown.length > 64) return undefined
  const bare = unknown.toLowerCase().replaceAll(/[-\s]/g, '_')
  const camel = unknown.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toLowerCase()
  const synonym = Object.hasOwn(synonyms, bare) ? synonyms[bare] : undefined
  if (synonym !== undefined && known.includes(synonym)) return synonym
  let nearest: string | undefined
  let least = Math.max(1, Math.floor(bare.length / 3)) + 1
  for (const name of known) {
    const d = Math.min(distance(bare, name), distance(camel, name))
    if (d < least) {
      nearest = name
      least = d
    }
  }
  return nearest
}
