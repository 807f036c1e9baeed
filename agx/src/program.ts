/**
 * The table of contents of the command line: every noun and verb, its arguments and options, and where its code is.
 * Declares, loads lazily, and does nothing else, so that `agx --help` stays instant.
 */
import { Command } from 'commander'
import type { CommonOptions, Context, Verb } from './commands/verb.ts'
import { nearestWord } from './follow/nearest-word.ts'
import {
  addActionLife,
  addJobLife,
  addJobOutput,
  addJobsRetry,
  addQueuePurge,
  type Does,
} from './life-verbs.ts'
import { addKeygen, addSignOptions } from './sign-verbs.ts'

/** Where a finished verb leaves its exit code. */
export interface Outcome {
  exitCode: number
}

/** Nouns that are followed by a verb. */
const nouns: ReadonlySet<string> = new Set(['plan', 'action', 'job', 'jobs', 'worker', 'workers', 'queue'])
const optionsWithValue: ReadonlySet<string> = new Set([
  '--agq-addr',
  '--session-key',
  '--tls-ca',
  '--tls-cert',
  '--tls-key',
])

/**
 * Nouns and verbs are case-insensitive: `agx PLAN submit`. Only the first word is folded, and after a noun the next
 * one; what follows, and every value of an option, is left as it is.
 */
export function foldCase(argv: readonly string[]): readonly string[] {
  const folded = [...argv]
  const noun = skipGlobalOptions(folded, 0)
  if (noun === undefined) return folded
  folded[noun] = folded[noun]?.toLowerCase() ?? ''
  if (!nouns.has(folded[noun])) return folded
  const verb = skipGlobalOptions(folded, noun + 1)
  if (verb !== undefined) folded[verb] = folded[verb]?.toLowerCase() ?? ''
  return folded
}

/** The index of the next word that is no option; `undefined` where another option comes first. */
function skipGlobalOptions(argv: readonly string[], from: number): number | undefined {
  for (let at = from; at < argv.length; at += 1) {
    const word = argv[at] ?? ''
    if (!word.startsWith('-')) return at
    if (optionsWithValue.has(word)) at += 1
    else if (
      word !== '--json' &&
      word !== '--tls' &&
      !/^--(agq-addr|session-key|tls-(ca|cert|key))=/.test(word)
    )
      return undefined
  }
  return undefined
}

/** commander suggests words that share a few letters; only a slip of the fingers is worth a question. */
function suggestNear(text: string): string {
  const suggested = /\n\(Did you mean (?:one of )?(.*)\?\)/.exec(text)
  if (suggested === null) return text
  const [given = ''] = /(?<=')[^']+(?=')/.exec(text) ?? []
  const dashes = /^-*/.exec(given)?.[0] ?? ''
  const words = suggested[1]?.split(', ').map((word) => word.slice(dashes.length)) ?? []
  const nearest = nearestWord(given.slice(dashes.length), words)
  return text.replace(suggested[0], nearest === undefined ? '' : `\n(Did you mean ${dashes}${nearest}?)`)
}

const examples = `
Examples:
  agx up                                               AGQ and a worker for this machine
  agx run 'grep -i error app.log | sort | uniq -c'     run a pipeline, durably
  agx run --local 'seq 5 | sort -r'                    the same without a server
  agx submit job.json --wait                           submit an envelope, wait for its end
  cat data.csv | agx submit job.json                   what is piped in is the Job's input
  agx job stdout ID > result.txt                       the exact bytes of the last task
  agx logs -f ID                                       what a Job writes, as it comes
  agx job retry ID --from 3                            again from the stage that broke

Exit codes: 0 success, 1 the Job failed or was refused, 2 wrong usage, 3 cannot reach or enter AGQ,
124 timed out, 130 interrupted. agx run and agx wait end with the exit code of the Job's last task.
Environment: AGQ_ADDR, AGQ_SESSION_KEY, AGQ_DATA, AGX_PLAN_PATH, AGX_HOME, NO_COLOR;
for TLS AGQ_TLS=1, AGQ_TLS_CA, AGQ_TLS_CERT, AGQ_TLS_KEY.
`

/** The whole command line. Every verb's exit code is left in `outcome`. */
export function buildProgram(
  makeContext: () => Promise<Context>,
  version: string,
  outcome: Outcome,
): Command {
  /** A handler that loads its verb when it is needed. */
  const does =
    <Options extends CommonOptions>(load: () => Promise<Verb<Options>>) =>
    async (...given: unknown[]): Promise<void> => {
      const command = given.at(-1) as Command
      const verb = await load()
      outcome.exitCode = await verb(await makeContext(), command.optsWithGlobals<Options>(), command.args)
    }

  const program = new Command('agx')
    .description('Durable plans of Unix commands: submit, run and watch them')
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand('help [command]', 'show this help, or that of a command')
    .option('--json', 'answer in JSON, on stdout alone')
    .option('--agq-addr <address>', 'where AGQ listens: host:port, rediss://host:port (TLS) or unix:/path')
    .option('--session-key <key>', 'the key of AGQ, or NAME:KEY (default: found by itself)')
    .option('--tls', 'speak TLS, and trust the authorities that this system trusts')
    .option('--tls-ca <file>', 'speak TLS, and trust the authorities in this PEM file alone')
    .option('--tls-cert <file>', 'the certificate to show, where AGQ wants one')
    .option('--tls-key <file>', 'its private key')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ outputError: (text, write) => write(suggestNear(text.replace(/^error: /, 'agx: '))) })
    .showSuggestionAfterError(true)
    .exitOverride()
    .addHelpText('after', examples)

  program.commandsGroup('Jobs:')
  addSignOptions(program.command('run'))
    .description('run a pipeline or an envelope, with its output, errors and exit code')
    .argument('<source...>', 'a pipeline in quotes, or the file of an envelope')
    .option('--local', 'needs no server: starts AGQ and a worker for this one Job')
    .option('--timeout-secs <n>', 'time limit of every task of the pipeline')
    .option(
      '--cwd <dir>',
      'where the pipeline runs (default: here, if AGQ is on this machine; none: nowhere)',
    )
    .option('--sandbox <none|isolated>', 'isolated: its tasks see the system and what is named, nothing else')
    .option('--network <what>', 'of an isolated task: none (default), loopback or host')
    .option('--read <path>', 'what an isolated task may read; may be repeated', repeated)
    .option('--write <path>', 'what an isolated task may write; may be repeated', repeated)
    .option('--job-id <id>', 'the id of the Job (default: a new one)')
    .option('--wait-for-worker', 'leave the Job queued when no worker can run it now')
    .option('--input <file>', "the Job's input (default: stdin, where it is piped)")
    .option('--no-input', 'do not read stdin')
    .option('-q, --quiet', 'no line per task at the end')
    .addHelpText(
      'after',
      '\nOf each stream of a task 256 MiB are kept, the first and the last half, and it is said when that cut one; in an envelope, limits.output_bytes sets another cap.',
    )
    .showHelpAfterError(
      "Write the pipeline as one argument, in quotes: agx run 'grep -i error app.log | sort'",
    )
    .action(does(async () => (await import('./commands/run.ts')).run))
  addSubmitOptions(program.command('submit').description('submit an envelope; answers with its job_id'))
    .argument('<file>', 'the envelope; - is stdin')
    .action(does(async () => (await import('./commands/submit.ts')).submit))
  program
    .command('validate')
    .description('check envelopes, Plans and Actions; names every problem')
    .argument('<file...>', 'the files; - is stdin')
    .action(does(async () => (await import('./commands/validate.ts')).validate))

  const job = program
    .command('job')
    .description(
      'one Job: submit, status, stdout, stderr, logs, attach, wait, why, cancel, retry, delete, pin',
    )
  addSubmitOptions(job.command('submit').description('submit an envelope; answers with its job_id'))
    .requiredOption('--file <file>', 'the envelope; - is stdin')
    .action(does(async () => (await import('./commands/submit.ts')).submit))
  job
    .command('status')
    .description('where it stands and how every task ended')
    .argument('<id>')
    .action(does(async () => (await import('./commands/job.ts')).jobStatus))
  for (const stream of ['stdout', 'stderr'] as const) {
    job
      .command(stream)
      .description(`the exact bytes of a task's ${stream}`)
      .argument('<id>')
      .option('--task <n>', 'which task (default: the last one with output)')
      .option('--attempt <n>', 'which attempt (default: the last)')
      .action(
        does(async () => {
          const verbs = await import('./commands/job.ts')
          return stream === 'stdout' ? verbs.jobStdout : verbs.jobStderr
        }),
      )
  }
  for (const parent of [job, program]) {
    parent
      .command('wait')
      .description('wait for the end; ends with the exit code of the last task')
      .argument('<id>')
      .option('--timeout <s>', 'give up after so many seconds (exit 124)')
      .action(does(async () => (await import('./commands/job.ts')).jobWait))
  }
  job
    .command('why')
    .description('why it is not running, or why it ended so')
    .argument('<id>')
    .action(does(async () => (await import('./commands/job.ts')).jobWhy))
  addJobOutput(job, program, does)
  addJobLife(job, does)
  const jobs = program.command('jobs').description('list Jobs, newest first; retry many')
  addJobsRetry(jobs, does)
  jobs
    .command('list', { isDefault: true })
    .description('list Jobs, newest first')
    .option('--status <status>', 'scheduled, pending, running, completed, failed, cancelled or dead')
    .option('--queue <queue>', 'only of this queue')
    .option('--plan <id>', 'only of this Plan')
    .option('--action <id>', 'only of this Action')
    .option('--limit <n>', 'how many (default: 20)')
    .action(does(async () => (await import('./commands/jobs.ts')).jobs))

  program.commandsGroup('Plans and Actions:')
  addPlan(program, does)
  addAction(program, does)

  program.commandsGroup('The machinery:')
  program
    .command('up')
    .description('start AGQ and one worker for this machine, in the foreground')
    .option('--bind <host:port>', 'where AGQ listens (default: 127.0.0.1:6380)')
    .option('--data <dir>', "AGQ's data directory")
    .option('--concurrency <n>', 'how many Jobs at a time')
    .action(does(async () => (await import('./commands/up.ts')).up))
  const workers = program.command('workers').alias('worker').description('the workers: list, drain')
  workers
    .command('list', { isDefault: true })
    .description('list the workers')
    .action(does(async () => (await import('./commands/workers.ts')).workers))
  workers
    .command('drain')
    .description('give a worker no further Jobs: it finishes what it runs, and ends')
    .argument('<id>')
    .action(does(async () => (await import('./commands/workers.ts')).workersDrain))
  addQueue(program, does)
  addKeygen(program, does)
  return program
}

function repeated(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value]
}

function addSubmitOptions(command: Command): Command {
  return addSignOptions(command)
    .option('--wait', 'wait for the end; ends with the exit code of the last task')
    .option('--follow', 'show the output as it comes, as agx run does')
    .option('--job-id <id>', 'the id of the Job (default: the one in the file, else a new one)')
    .option('--input <file>', "the Job's input (default: stdin, where it is piped)")
    .option('--no-input', 'do not read stdin')
}

function addPlan(program: Command, does: Does): void {
  const load = () => import('./commands/plan.ts')
  const plan = program.command('plan').description('a Plan step by step, in the plan buffer (AGX_PLAN_PATH)')
  plan
    .command('new')
    .description('begin a new plan')
    .option('--plan-id <id>', 'its id (default: made when it is submitted)')
    .option('--description <text>', 'what it is for')
    .option('--force', 'throw away the tasks of the plan that is there')
    .action(does(async () => (await load()).planNew))
  plan
    .command('add')
    .description('append commands; each reads from the one before')
    .argument('<pipeline...>', "such as 'sort -r' or 'sort | uniq -c'")
    .option('--from <n|none>', 'what the first one reads from (default: the last task)')
    .option('--timeout-secs <n>', 'time limit of every new task')
    .showHelpAfterError("Write the command as one argument, in quotes: agx plan add 'sort -r'")
    .action(does(async () => (await load()).planAdd))
  plan
    .command('preview')
    .description('show the plan')
    .action(does(async () => (await load()).planPreview))
  plan
    .command('validate')
    .description('check the plan')
    .action(does(async () => (await load()).planValidate))
  addSubmitOptions(plan.command('submit').description('submit the plan as a Job; answers with its ids'))
    .option('--store-only', 'store it as a Plan on AGQ, run nothing')
    .action(does(async () => (await load()).planSubmit))
  plan
    .command('list')
    .description('Plans stored on AGQ')
    .argument('[pattern]', 'such as nightly-*')
    .option('--limit <n>', 'how many (default: 100)')
    .action(does(async () => (await import('./commands/stored-plans.ts')).planList))
  plan
    .command('get')
    .description('show a stored Plan')
    .argument('<id>')
    .action(does(async () => (await import('./commands/stored-plans.ts')).planGet))
}

function addQueue(program: Command, does: Does): void {
  const load = () => import('./commands/queue.ts')
  const queue = program.command('queue').description('queues: stats, list, peek, pause, resume, set, purge')
  queue
    .command('stats')
    .description('how many Jobs stand where, and what was set')
    .argument('[queue]', 'only this queue')
    .action(does(async () => (await load()).queueStats))
  queue
    .command('list')
    .description('the names of all queues')
    .action(does(async () => (await load()).queueList))
  queue
    .command('peek')
    .description('the next Jobs, in the order in which they will be granted')
    .argument('<queue>')
    .option('--limit <n>', 'how many (default: 10)')
    .action(does(async () => (await load()).queuePeek))
  queue
    .command('pause')
    .description('grant no Job of it until it is resumed; what runs goes on')
    .argument('<queue>')
    .action(does(async () => (await load()).queuePause))
  queue
    .command('resume')
    .description('open it again')
    .argument('<queue>')
    .action(does(async () => (await load()).queueResume))
  queue
    .command('set')
    .description('its share and its bounds; without an option: show them')
    .argument('<queue>')
    .option('--weight <n>', 'its share where several queues wait: 1 to 100')
    .option('--max-waiting <n|none>', 'more waiting Jobs than this are refused (FULL)')
    .option('--ttl <s|none>', 'a Job that has not started so long after it was submitted expires')
    .action(does(async () => (await load()).queueSet))
  addQueuePurge(queue, does)
}

function addAction(program: Command, does: Does): void {
  const action = program
    .command('action')
    .description('a stored Plan for many inputs: submit, status, list, cancel, retry')
  action
    .command('submit')
    .description('make a Job for every input; answers with the action_id')
    .requiredOption('--plan-id <id>', 'the stored Plan')
    .option('--action-id <id>', 'the id of the Action (default: a new one)')
    .option('--inputs-file <file>', 'a JSON array, or a JSON object a line; - is stdin')
    .option('--input <json>', 'one input; may be repeated', repeated, [])
    .action(does(async () => (await import('./commands/action.ts')).actionSubmit))
  action
    .command('status')
    .description('totals by status')
    .argument('<id>')
    .action(does(async () => (await import('./commands/action.ts')).actionStatus))
  addActionLife(action, does)
}
