/** Jobs as clients make them: every optional field that a rule looks at, now and then. */
import type { AgqServer } from './server.ts'

/** `jq` is not on every machine, and `gpu` on few. */
export const TOOLS = ['true', 'sort', 'jq'] as const
export const TAGS = ['gpu'] as const

export const PLANS = ['plan-a', 'plan-b', 'plan-c'] as const

export function planDocument(planId: string): string {
  const tool = TOOLS[PLANS.indexOf(planId as (typeof PLANS)[number]) % TOOLS.length] ?? 'true'
  const tasks = [{ task_number: 1, command: tool, args: ['{{n}}'] }]
  return JSON.stringify({ plan_id: planId, tasks })
}

/** `variant` changes the content and nothing else. */
export function makeEnvelope(server: AgqServer, jobId: string, variant: number): string {
  const { random } = server.world
  const { options } = server
  const at = (ms: number): string => new Date(server.wallMs + ms).toISOString()
  const sometimes = (probability: number): boolean => random.next() < probability
  const longest = Math.min(options.durationMs / 4, 3_600_000)
  const attempts = random.pick([1, 1, 2, 3, 5])
  const command = random.pick(['true', 'true', 'true', 'sort', 'jq'])
  const fields: Record<string, unknown> = {
    job_id: jobId,
    plan_id: sometimes(0.1) ? random.pick(PLANS) : 'adhoc',
    tasks: [{ task_number: 1, command, args: [String(variant)] }],
  }
  if (sometimes(0.5)) fields.queue = `queue-${random.integer(1, options.queues)}`
  if (sometimes(0.4)) fields.priority = random.integer(0, 9)
  if (sometimes(0.1)) fields.requires = ['gpu']
  if (options.keys > 0 && sometimes(0.5)) {
    const key = random.integer(1, options.keys)
    fields.concurrency_key = `key-${key}`
    // Those of the third key do not agree on how many may run.
    fields.concurrency_limit = key === 3 ? random.integer(1, 3) : key
  }
  if (sometimes(0.1)) fields.labels = { from: 'simulation' }
  if (sometimes(0.15)) fields.not_before = at(random.integer(-1_000, longest))
  // A clock at the end of the calendar has no later hour that RFC 3339 could write.
  if (sometimes(0.1)) fields.expires_at = at(random.integer(1_000, longest))
  if (attempts > 1) {
    fields.max_attempts = attempts
    if (sometimes(0.5)) fields.backoff = { base_secs: random.pick([1, 5]), factor: 2, max_secs: 60 }
    if (sometimes(0.3)) fields.retry_exit_codes = [random.integer(1, 3)]
  }
  return JSON.stringify(fields)
}
