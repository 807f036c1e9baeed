/**
 * What isolation costs a task: one Job after the other that runs `true`, in turns without and with a sandbox of each
 * network, on a worker of this user. Prints medians; asserts nothing. `node test/bench/sandbox.ts [rounds]`
 */
import { pipeline, startAgq, startAgw, taskResult, withOwner } from '../harness/index.ts'

const rounds = Number(process.argv[2] ?? 100)

const ways: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'not isolated': {},
  'isolated, network none': { sandbox: 'isolated' },
  'isolated, network loopback': { sandbox: 'isolated', network: 'loopback' },
  'isolated, network host': { sandbox: 'isolated', network: 'host' },
}

function median(values: readonly number[]): string {
  return (values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0).toFixed(1)
}

await withOwner(async (owner) => {
  const agq = await startAgq(owner)
  const agw = await startAgw(owner, agq, { concurrency: 1 })
  await agw.program.line(/^AGW isolates/)
  const connection = await agq.connect()
  const task = new Map(Object.keys(ways).map((name): [string, number[]] => [name, []]))
  const whole = new Map(Object.keys(ways).map((name): [string, number[]] => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const [name, more] of Object.entries(ways)) {
      const begun = performance.now()
      const jobId = await connection.submit(pipeline([{ command: 'true', ...more }]))
      const status = await connection.wait(jobId)
      if (status.status !== 'completed') throw new Error(status.error)
      whole.get(name)?.push(performance.now() - begun)
      task.get(name)?.push(taskResult(status, 1).duration_ms)
    }
  }
  console.log(
    `medians of ${rounds} each, worker is uid ${process.getuid?.()}: the task, and the Job from submit to end`,
  )
  for (const name of Object.keys(ways))
    console.log(`${name.padEnd(28)} ${median(task.get(name) ?? [])} ms   ${median(whole.get(name) ?? [])} ms`)
})
