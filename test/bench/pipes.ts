/**
 * `node test/bench/pipes.ts [--mb 4096] [--rounds 3] [--only gzip|wc]`: large data through pipelines, as one Job and as the same stages in
 * bash with temporary files, in turn; and what it cost the worker: its memory, the bytes that it read itself, the room
 * that its spool took at most. Needs about three times the size on the disk of the temporary directory.
 */
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import {
  type Connection,
  cleanEnvironment,
  pipeline,
  startAgq,
  startAgw,
  temporaryDirectory,
  withOwner,
} from '../harness/index.ts'
import { describeMachine } from './machine.ts'
import { median } from './statistics.ts'

const { values } = parseArgs({
  options: {
    mb: { type: 'string', default: '4096' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string' },
  },
})
const mebibytes = Number(values.mb)
const rounds = Number(values.rounds)
const directory = temporaryDirectory('pipes')
const source = join(directory, 'source')

/** The stages after the first, which is `cat` of the source. */
const chains: readonly (readonly (readonly string[])[])[] = [
  [['gzip', '-1'], ['gunzip'], ['sha256sum']],
  [['wc', '-c']],
]

/** Half of it goes away when it is compressed, as of much that people store. */
function writeSource(): void {
  const block = Buffer.from(randomBytes(2 ** 19).toString('hex'))
  const file = openSync(source, 'w')
  for (let at = 0; at < mebibytes; at += 1) writeSync(file, block)
  closeSync(file)
}

interface Cost {
  readonly seconds: number
  readonly answer: string
}

interface JobCost extends Cost {
  readonly grownMb: number
  readonly readMb: number
  readonly spoolMb: number
}

function inBash(chain: (typeof chains)[number]): Cost {
  const home = temporaryDirectory('bash')
  const stages = chain.map((stage, index) => `${stage.join(' ')} < t${index} > t${index + 1}`)
  const script = `cat '${source}' > t0; ${stages.join('; ')}; cat t${chain.length}; rm t*`
  const start = performance.now()
  const answer = execFileSync('bash', ['-c', script], {
    cwd: home,
    env: cleanEnvironment(home),
    encoding: 'utf8',
  })
  return { seconds: (performance.now() - start) / 1_000, answer }
}

/** Bytes that the process's own threads read so far: its own line in /proc counts what its children read too. */
function readByItself(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`)
  return threads.reduce((sum, thread) => sum + procNumber(pid, `task/${thread}/io`, 'rchar'), 0)
}

/** A line of /proc/<pid>/<file> that holds a number. */
function procNumber(pid: number, file: string, name: string): number {
  const text = readFileSync(`/proc/${pid}/${file}`, 'utf8')
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1])
}

function diskOf(folder: string): number {
  const sizes = readdirSync(folder).map(
    (name) => statSync(join(folder, name), { throwIfNoEntry: false })?.blocks ?? 0,
  )
  return sizes.reduce((sum, blocks) => sum + blocks * 512, 0)
}

async function asJob(
  connection: Connection,
  worker: { readonly pid: number; readonly stateDir: string },
  chain: (typeof chains)[number],
): Promise<JobCost> {
  const steps = [['cat', source], ...chain] as [string, ...string[]][]
  const spool = join(worker.stateDir, 'spool')
  const most = { spool: 0 }
  const poll = setInterval(() => {
    most.spool = Math.max(most.spool, diskOf(spool))
  }, 200)
  // The high-water mark of its memory begins anew here.
  writeFileSync(`/proc/${worker.pid}/clear_refs`, '5')
  const [memory, read] = [procNumber(worker.pid, 'status', 'VmRSS'), readByItself(worker.pid)]
  const start = performance.now()
  const jobId = await connection.submit(
    pipeline(steps.map(([command, ...args]) => ({ command, args, timeout_secs: 3600 }))),
  )
  const status = await connection.wait(jobId, 3_600_000)
  const seconds = (performance.now() - start) / 1_000
  clearInterval(poll)
  if (status.status !== 'completed') throw new Error(`${status.status}: ${status.error}`)
  return {
    seconds,
    answer: String(await connection.output(jobId, steps.length)),
    grownMb: (procNumber(worker.pid, 'status', 'VmHWM') - memory) / 1_024,
    readMb: (readByItself(worker.pid) - read) / 2 ** 20,
    spoolMb: most.spool / 2 ** 20,
  }
}

/** Begins when everything written before is on the disk. */
function settled<Result>(run: () => Result): Result {
  execFileSync('sync')
  return run()
}

async function measure(chain: (typeof chains)[number]): Promise<readonly { job: JobCost; bash: Cost }[]> {
  return withOwner(async (owner) => {
    const agq = await startAgq(owner)
    const worker = await startAgw(owner, agq, { concurrency: 1 })
    const connection = await agq.connect()
    // Once a small one: what is loaded at the first Job is not the data's cost.
    await connection.wait(await connection.submit(pipeline([['true'], ['cat']])))
    const results = []
    for (let round = 0; round < rounds; round += 1) {
      // In turn also who goes first: the disk may still be busy with what the one before has removed.
      const earlier = round % 2 === 0 ? settled(() => inBash(chain)) : null
      const job = await settled(() => asJob(connection, worker, chain))
      const bash = earlier ?? settled(() => inBash(chain))
      if (job.answer.split(/\s/)[0] !== bash.answer.split(/\s/)[0])
        throw new Error(`${job.answer} is not ${bash.answer}`)
      results.push({ job, bash })
    }
    return results
  })
}

for (const line of describeMachine(directory, 100)) console.log(line)
console.log(`${mebibytes} MiB, medians of ${rounds} runs; the stages in bash write temporary files\n`)
writeSource()
for (const chain of chains.filter(([first]) => values.only === undefined || first?.[0] === values.only)) {
  const results = await measure(chain)
  const of = (pick: (row: (typeof results)[number]) => number): number => median(results.map(pick))
  const [job, bash] = [of((row) => row.job.seconds), of((row) => row.bash.seconds)]
  console.log(['cat', ...chain.map((stage) => stage.join(' '))].join(' → '))
  console.log(
    `  as a Job ${job.toFixed(2)} s, in bash ${bash.toFixed(2)} s: ratio ${(bash / job).toFixed(2)} (mark 0.9)`,
  )
  console.log(
    `  of the worker: memory +${of((row) => row.job.grownMb).toFixed(1)} MB (mark 20), read by itself ${of((row) => row.job.readMb).toFixed(1)} MB, spool at most ${of((row) => row.job.spoolMb).toFixed(0)} MB`,
  )
}
rmSync(directory, { recursive: true, force: true })
process.exit(0)
