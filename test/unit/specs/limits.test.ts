/** The bounds are frozen, and where a schema states one it is the same number. */
import { readFileSync } from 'node:fs'
import { limits, withDefaults } from '@agenix/specs'
import t from 'tap'

const schema = (name: string) =>
  JSON.parse(readFileSync(new URL(import.meta.resolve(`@agenix/specs/schemas/${name}.json`)), 'utf8'))

t.test('frozen, through and through', async (t) => {
  t.ok(Object.isFrozen(limits))
  for (const value of Object.values(limits)) t.ok(typeof value === 'number' || Object.isFrozen(value))
})

t.test('the schemas state the same bounds', async (t) => {
  const { $defs } = schema('common')
  t.equal($defs.id.pattern, `^[A-Za-z0-9._:-]{1,${limits.idLength}}$`)
  t.equal($defs.planDescription.maxLength, limits.descriptionLength)
  t.equal($defs.command.maxLength, limits.commandLength)
  t.equal($defs.args.maxItems, limits.args)
  t.equal($defs.args.items.maxLength, limits.argLength)
  t.equal($defs.env.additionalProperties.maxLength, limits.argLength)
  t.equal($defs.env.maxProperties, limits.envEntries)
  t.equal($defs.labels.maxProperties, limits.labels)
  t.equal($defs.tags.maxItems, limits.tags)
  t.same(
    { min: $defs.timeoutSecs.minimum, max: $defs.timeoutSecs.maximum, default: $defs.timeoutSecs.default },
    limits.timeoutSecs,
  )
  t.equal($defs.taskLimits.properties.output_bytes.default, limits.outputBytes)
  for (const name of ['job-envelope', 'plan', 'plan-draft'])
    t.equal(schema(name).properties.tasks.maxItems, limits.tasks)
  t.equal(schema('job-envelope-0.1').properties.steps.maxItems, limits.tasks)
  t.equal(schema('action').properties.inputs.maxItems, limits.actionInputs)
  const registration = schema('worker-registration').properties
  t.equal(registration.capabilities.properties.tools.maxItems, limits.workerTools)
  t.same(
    {
      min: registration.heartbeat_interval_secs.minimum * 1000,
      max: registration.heartbeat_interval_secs.maximum * 1000,
      default: registration.heartbeat_interval_secs.default * 1000,
    },
    limits.heartbeatIntervalMs,
  )
  t.equal(
    schema('job-report').$defs.streamReport.properties.inline.maxLength,
    Math.ceil(limits.inlineBytes / 3) * 4,
  )
})

t.test('the defaults of the schemas are those that withDefaults fills in', async (t) => {
  const { $defs } = schema('common')
  const job = withDefaults({ job_id: 'j', plan_id: 'p', tasks: [{ task_number: 1, command: 'true' }] })
  t.equal(job.queue, $defs.queue.default)
  t.equal(job.priority, $defs.priority.default)
  t.equal(job.max_attempts, $defs.maxAttempts.default)
  t.equal(job.concurrency_limit, $defs.concurrencyLimit.default)
  for (const name of ['base_secs', 'factor', 'max_secs'] as const)
    t.equal(job.backoff[name], $defs.backoff.properties[name].default)
  const [task] = job.tasks
  t.same(task?.args, $defs.args.default)
  t.equal(task?.timeout_secs, $defs.timeoutSecs.default)
  t.equal(task?.sandbox, $defs.sandbox.default)
  t.same(task?.ok_exit_codes, $defs.task.properties.ok_exit_codes.default)
  t.equal(task?.limits.output_bytes, limits.outputBytes)
})

t.test('documents that must fit, fit', async (t) => {
  const registration = limits.workerTools * 50
  t.ok(registration <= limits.registrationBytes)
  const stream = Math.ceil(limits.inlineBytes / 3) * 4
  t.ok(limits.tasks * 2 * (stream + 200) + limits.tasks * 5000 <= limits.reportBytes)
  t.ok(limits.reportBytes <= limits.bulkBytes && limits.actionBytes <= limits.bulkBytes)
  t.ok(limits.bulkBytes + limits.envelopeBytes <= limits.frameBytes, 'a Job and its input are one command')
})
