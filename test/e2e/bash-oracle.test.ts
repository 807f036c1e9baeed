/**
 * A Job does what bash does with the same commands, byte for byte: two fixed examples, then random pipelines over
 * random text and bytes. Between stages there are files and a failed stage ends the Job, so the oracle is bash run
 * stage by stage with files and stopped at the first failure; where no stage failed it must also equal the plain
 * pipe (without `wc`, whose column width depends on whether its input is a file).
 * `SEED=n` repeats a run, `ROUNDS=n` is for longer ones.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { drawInput, drawPipeline } from '../harness/commands.ts'
import { chosenRounds } from '../harness/config.ts'
import {
  type Connection,
  chosenSeed,
  pipeline,
  type Step,
  seededRandom,
  startAgq,
  startAgw,
  taskResult,
  temporaryDirectory,
} from '../harness/index.ts'

t.setTimeout(120_000)
const agq = await startAgq(t)
await startAgw(t, agq, { concurrency: 4 })
const connection = await agq.connect()
const environment = await environmentOfTasks(connection)
t.comment(`tasks run with ${JSON.stringify(environment)}`)

interface StageOutcome {
  readonly stdout: Buffer
  readonly stderr: Buffer
  readonly exitCode: number
}

type Command = readonly [string, ...string[]]

/** The clean environment a task gets, less what names the attempt: bash is given the same. */
async function environmentOfTasks(from: Connection): Promise<Record<string, string>> {
  const jobId = await from.submit(pipeline([['env']]))
  await from.wait(jobId)
  const lines = (await from.output(jobId, 1)).toString().trimEnd().split('\n')
  const pairs = lines.map(
    (line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const,
  )
  t.match(
    new Set(pairs.map(([name]) => name)),
    new Set(['PATH', 'HOME', 'LANG', 'TZ']),
    'the usual environment',
  )
  return Object.fromEntries(pairs.filter(([name]) => !/^(AGX_|PWD$|_$|SHLVL$)/.test(name)))
}

/** What bash makes of the stages, each with files for stdin, stdout and stderr, up to the first that fails. */
function bashByStage(commands: readonly Command[], input: Buffer): readonly StageOutcome[] {
  const directory = temporaryDirectory('oracle')
  if (input.length === 0)
    symlinkSync('/dev/null', join(directory, '0.out')) // an empty input is no input
  else writeFileSync(join(directory, '0.out'), input)
  const outcomes: StageOutcome[] = []
  for (const [index, command] of commands.entries()) {
    const files = [`${index}.out`, `${index + 1}.out`, `${index + 1}.err`]
    const text = 'in=$1 out=$2 err=$3; shift 3; "$@" < "$in" > "$out" 2> "$err"'
    const run = spawnSync('bash', ['-o', 'pipefail', '-c', text, 'bash', ...files, ...command], {
      cwd: directory,
      env: environment,
    })
    const read = (name: string): Buffer => readFileSync(join(directory, name))
    const exitCode = run.status ?? -1
    outcomes.push({ stdout: read(`${index + 1}.out`), stderr: read(`${index + 1}.err`), exitCode })
    if (exitCode !== 0) break
  }
  return outcomes
}

/** The plain pipe; arguments reach bash as positional parameters, so quoting is nobody's concern. */
function bashPipe(commands: readonly Command[], input: Buffer): Buffer {
  let next = 1
  const stages = commands.map((command) => command.map(() => `"\${${next++}}"`).join(' '))
  const run = spawnSync('bash', ['-o', 'pipefail', '-c', stages.join(' | '), 'bash', ...commands.flat()], {
    env: environment,
    input,
    maxBuffer: 2 ** 28,
  })
  return run.stdout
}

async function runAndCompare(check: Tap, commands: readonly Command[], input: Buffer): Promise<void> {
  const wanted = bashByStage(commands, input)
  const jobId = await connection.submit(pipeline(commands as readonly Step[]), 'INPUT', input)
  const status = await connection.wait(jobId)
  const failed = wanted.some(({ exitCode }) => exitCode !== 0)
  check.equal(status.status, failed ? 'failed' : 'completed', 'status')
  check.equal(status.task_results.length, wanted.length, 'as many results as stages that ran')
  for (const [index, stage] of wanted.entries()) {
    const number = index + 1
    check.equal(taskResult(status, number).exit_code, stage.exitCode, `task ${number}: exit code`)
    check.ok((await connection.output(jobId, number)).equals(stage.stdout), `task ${number}: stdout`)
    check.equal(
      (await connection.output(jobId, number, 'STDERR')).toString(),
      stage.stderr.toString(),
      'stderr',
    )
    check.equal(taskResult(status, number).stdout_bytes, stage.stdout.length, `task ${number}: stdout_bytes`)
  }
  if (failed || commands.some(([name]) => name === 'wc')) return
  const last = await connection.output(jobId, commands.length)
  check.ok(last.equals(bashPipe(commands, input)), 'the last output is that of the plain pipe')
}

type Tap = Pick<typeof t, 'equal' | 'ok'>

t.test('sort -r | uniq', async (t) => {
  await runAndCompare(t, [['sort', '-r'], ['uniq']], Buffer.from('b\na\nc\na\nb\nb\n'))
})

t.test('grep -i error | sort | uniq -c', async (t) => {
  const log = Array.from({ length: 500 }, (_, line) =>
    line % 3 === 0
      ? `Error: disk ${line % 7} is full`
      : line % 5 === 0
        ? `ERROR ${line % 4}`
        : `all well ${line}`,
  )
  await runAndCompare(
    t,
    [['grep', '-i', 'error'], ['sort'], ['uniq', '-c']],
    Buffer.from(`${log.join('\n')}\n`),
  )
})

const seed = chosenSeed()
const rounds = chosenRounds(50)
t.test(`${rounds} random pipelines, SEED=${seed}`, async (t) => {
  const random = seededRandom(seed)
  const drawn = Array.from({ length: rounds }, () => ({
    commands: drawPipeline(random),
    input: drawInput(random),
  }))
  const compare = async (index: number): Promise<void> => {
    const round = drawn[index]
    if (round === undefined) return
    const name = `${index + 1}: ${round.commands.map((command) => command.join(' ')).join(' | ')}`
    await t.test(name, (t) => runAndCompare(t, round.commands, round.input))
  }
  for (const index of drawn.keys()) await compare(index)
})
