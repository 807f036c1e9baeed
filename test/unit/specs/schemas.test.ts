/** The schemas themselves: JSON Schema 2020-12, described, with examples that are valid, and as strict as promised. */
import { readdirSync, readFileSync } from 'node:fs'
import {
  type Report,
  readAction,
  readHeartbeat,
  readJob,
  readJobStatus,
  readJobWhy,
  readPlan,
  readPlanDraft,
  readRegistration,
  readRetention,
  readTaskReport,
  type Validated,
} from '@agenix/specs'
import t from 'tap'

const dir = new URL('./', import.meta.resolve('@agenix/specs/schemas/common.json'))
const schemas = new Map(
  readdirSync(dir).map((name) => [name, JSON.parse(readFileSync(new URL(name, dir), 'utf8'))] as const),
)
const readers: Readonly<Record<string, (source: string, report: Report) => Validated<unknown>>> = {
  'job-envelope.json': readJob,
  'job-envelope-0.1.json': readJob,
  'plan.json': readPlan,
  'plan-draft.json': readPlanDraft,
  'action.json': readAction,
  'worker-registration.json': readRegistration,
  'heartbeat.json': readHeartbeat,
  'job-report.json': readTaskReport,
  'job-status.json': readJobStatus,
  'retention.json': readRetention,
  'job-why.json': readJobWhy,
}

t.test('every schema has a reader, and every reader a schema', async (t) => {
  t.same([...schemas.keys()].sort(), ['common.json', ...Object.keys(readers)].sort())
})

for (const [name, schema] of schemas) {
  t.test(name, async (t) => {
    t.equal(schema.$schema, 'https://json-schema.org/draft/2020-12/schema')
    t.equal(schema.$id, `https://agenix.dev/schemas/${name}`)
    t.ok(schema.title && schema.description)
    const reader = readers[name]
    if (reader === undefined) return
    t.ok(schema.examples.length > 0, 'has examples')
    for (const example of schema.examples) t.match(reader(JSON.stringify(example), 'all'), { ok: true })
  })
}

t.test('the Job envelope shows the two classic pipelines', async (t) => {
  const pipelines = schemas
    .get('job-envelope.json')
    .examples.map((job: { tasks: { command: string; args?: string[] }[] }) =>
      job.tasks.map(({ command, args = [] }) => [command, ...args].join(' ')).join(' | '),
    )
  t.same(pipelines, ['sort -r | uniq', 'grep -i error | sort | uniq -c'])
})

t.test('every pattern says in words what it asks', async (t) => {
  const visit = (node: unknown, path: string): void => {
    if (typeof node !== 'object' || node === null) return
    const schema = node as Record<string, unknown>
    if (typeof schema.pattern === 'string') t.match(schema['x-must'], /^must /, path)
    for (const [key, value] of Object.entries(schema)) visit(value, `${path}/${key}`)
  }
  for (const [name, schema] of schemas) visit(schema, name)
})

t.test(
  'every object refuses fields it does not know, except where a reader must bear them, AGQ those of a newer worker',
  async (t) => {
    const open: string[] = []
    const visit = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return
      const schema = node as Record<string, unknown>
      if (schema.type === 'object' && schema.additionalProperties !== false) open.push(path)
      for (const [key, value] of Object.entries(schema))
        if (key !== 'examples') visit(value, `${path}/${key}`)
    }
    for (const [name, schema] of schemas) visit(schema, name)
    t.same(open.sort(), [
      'action.json/properties/inputs/items',
      'common.json/$defs/env',
      'common.json/$defs/labels',
      'common.json/$defs/leaseRef',
      'common.json/$defs/receipt',
      'heartbeat.json',
      'job-report.json',
      'job-report.json/$defs/streamReport',
      'job-report.json/$defs/taskReport',
      'job-status.json',
      'job-status.json/$defs/attempt',
      'job-status.json/$defs/taskResult',
      'job-status.json/properties/cancel',
      'job-status.json/properties/origin',
      'job-status.json/properties/outputs_expired',
      'job-why.json',
      'job-why.json/properties/evidence',
      'job-why.json/properties/evidence/properties/holders/items',
      'job-why.json/properties/evidence/properties/lacking/items',
      'job-why.json/properties/evidence/properties/outputs_expired',
      'job-why.json/properties/evidence/properties/task',
      'worker-registration.json',
      'worker-registration.json/properties/capabilities',
    ])
  },
)
