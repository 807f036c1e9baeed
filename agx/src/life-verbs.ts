/**
 * The verbs for what becomes of Jobs: stopped, sent back, forgotten, kept; one by one, or many at once. A part of the
 * table of contents that program.ts is.
 */
import type { Command } from 'commander'
import type { CommonOptions, Verb } from './commands/verb.ts'

/** A handler that loads its verb when it is needed. */
export type Does = <Options extends CommonOptions>(
  load: () => Promise<Verb<Options>>,
) => (...given: unknown[]) => Promise<void>

export function addJobLife(job: Command, does: Does): void {
  const load = () => import('./commands/job-life.ts')
  job
    .command('cancel')
    .description('stop it, or take it out of the queue')
    .argument('<id>')
    .option(
      '--wait',
      'wait until its worker says that nothing of it runs any more, and show how it was stopped',
    )
    .action(does(async () => (await load()).jobCancel))
  job
    .command('retry')
    .description('one attempt more of a Job that failed, died or was cancelled')
    .argument('<id>')
    .option('--from <n>', 'begin with task n, on the kept output of those before it')
    .option('--wait', 'wait for the end; ends with the exit code of the last task')
    .option('--follow', 'show the output as it comes, as agx run does')
    .action(does(async () => (await load()).jobRetry))
  job
    .command('delete')
    .description('forget an ended Job with its outputs; its id is free then')
    .argument('<id>')
    .action(does(async () => (await load()).jobDelete))
  job
    .command('pin')
    .description('keep it, whatever retention says')
    .argument('<id>')
    .action(does(async () => (await load()).jobPin))
  job
    .command('unpin')
    .description('leave it to retention again')
    .argument('<id>')
    .action(does(async () => (await load()).jobUnpin))
}

/** `logs` and `attach`, under `agx job` and (logs) as a verb of its own. */
export function addJobOutput(job: Command, program: Command, does: Does): void {
  const load = () => import('./commands/job-logs.ts')
  for (const parent of [job, program]) {
    parent
      .command('logs')
      .description("what its tasks wrote: every task's stderr, and the last one's stdout")
      .argument('<id>')
      .option('-f, --follow', 'show what comes, until the Job has ended; Ctrl-C leaves it alone')
      .option('--task <n>', 'both streams of this task alone')
      .option('--stdout', 'only stdout')
      .option('--stderr', 'only stderr, to stdout')
      .option('--offset <n>', 'from this byte of the one stream on')
      .option('--attempt <n>', 'of this attempt (default: the last)')
      .action(does(async () => (await load()).jobLogs))
  }
  job
    .command('attach')
    .description('follow it as agx run does; ends with its exit code. Ctrl-C leaves it alone')
    .argument('<id>')
    .option('-q, --quiet', 'no line per task at the end')
    .action(does(async () => (await load()).jobAttach))
}

export function addJobsRetry(jobs: Command, does: Does): void {
  jobs
    .command('retry')
    .description('send back all that failed or died, or those a filter names; asks nothing, says how many')
    .option('--status <status>', 'failed, dead or cancelled (default: failed and dead)')
    .option('--queue <queue>', 'only of this queue')
    .option('--plan <id>', 'only of this Plan')
    .option('--action <id>', 'only of this Action')
    .option('--label <name=value>', 'only with this label')
    .option('--limit <n>', 'at most so many (with --dry-run: 100 by default)')
    .option('--dry-run', 'list them and change nothing')
    .action(does(async () => (await import('./commands/jobs-retry.ts')).jobsRetry))
}

export function addActionLife(action: Command, does: Does): void {
  const load = () => import('./commands/action-life.ts')
  action
    .command('list')
    .description('Actions with their totals, newest first')
    .option('--limit <n>', 'how many (default: 20)')
    .action(does(async () => (await load()).actionList))
  action
    .command('cancel')
    .description('cancel all of its Jobs that have not ended')
    .argument('<id>')
    .action(does(async () => (await load()).actionCancel))
  action
    .command('retry')
    .description('send back its failed and dead Jobs')
    .argument('<id>')
    .action(does(async () => (await load()).actionRetry))
}

export function addQueuePurge(queue: Command, does: Does): void {
  queue
    .command('purge')
    .description('cancel all Jobs that wait in a queue; those that run go on')
    .argument('<queue>')
    .option('--yes', 'yes, all of them')
    .action(does(async () => (await import('./commands/queue.ts')).queuePurge))
}
