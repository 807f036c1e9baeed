/**
 * One case: the n-th sync of AGQ fails, once. It must stop at once, with exit code 70 and one line that says why, and
 * may have acknowledged nothing that was not on disk. Then it is started again without the fault, and everything that
 * was acknowledged must be there; what was underway is there whole or not at all.
 *
 * That the failed sync was indeed the last thing that AGQ relied on is what the exit shows: a sync that is repeated may
 * succeed although the data is gone, so AGQ must not go on after one.
 */
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Address, type Owner, type Program, temporaryDirectory, within } from '../../harness/index.ts'
import { auditDatabase } from '../audit-database.ts'
import { sha256Of } from '../drawn-job.ts'
import { freePort, startHere } from '../host.ts'
import { failingAt } from '../strace.ts'
import { Gone, openWire, type Wire, wordsOf } from '../wire.ts'
import { type Load, nothingTold, type Told } from './loads.ts'

export interface SyncCase {
  /** Which sync of a thread fails, from 1. */
  readonly nth: number
  readonly load: Load
  /** Only syncs of these files and folders count, as paths in the data directory; none: all syncs. */
  readonly files?: readonly string[]
  /** After so many steps of the load AGQ has survived its fault, and the case has failed. */
  readonly steps: number
}

export interface SyncVerdict {
  /** Before it was ready, or under load after so many acknowledgements. */
  readonly acknowledged: number | null
  readonly wrongs: readonly string[]
}

/** At once, on a busy machine. */
const END_MS = 2_000

export async function runSyncCase(owner: Owner, options: SyncCase): Promise<SyncVerdict> {
  const dataDir = join(temporaryDirectory('sync'), 'data')
  const bind = `127.0.0.1:${await freePort()}`
  const paths = (options.files ?? []).map((file) => join(dataDir, file))
  const record = join(dataDir, '..', 'syncs')
  const wrap = failingAt('fsync,fdatasync', options.nth, { paths, record })
  const wrongs: string[] = []
  try {
    // One thread for files, so that its syncs have an order.
    const running = startHere(owner, { dataDir, bind, wrap, env: { UV_THREADPOOL_SIZE: '1' } })
    const address = await running.ready
    const told = address === null ? nothingTold() : await loadUntilGone(address, options)
    wrongs.push(...(await judgeEnd(running.program, () => wasSyncedAgain(record, dataDir))))
    for (const refused of told.refused) wrongs.push(`answered instead of stopping: ${refused}`)
    const there = await judgeRestart(owner, dataDir, bind, told, wrongs)
    if (there !== null) wrongs.push(...auditDatabase(dataDir, there))
    return { acknowledged: address === null ? null : told.submitted.length + told.blobs.length, wrongs }
  } finally {
    rmSync(join(dataDir, '..'), { recursive: true, force: true })
  }
}

async function loadUntilGone(address: Address, { load, steps }: SyncCase): Promise<Told> {
  const told = nothingTold()
  try {
    const wire = await openWire(address)
    for (let step = 0; step < steps; step += 1) await load(wire, told, step)
    wire.close()
  } catch (error) {
    if (!(error instanceof Gone)) throw error
  }
  return told
}

/** `mayGoOn` is asked when it still runs. */
async function judgeEnd(program: Program, mayGoOn: () => boolean): Promise<string[]> {
  const ended = await within(program.ended, 'an end', END_MS).catch(() => null)
  if (ended === null) {
    const may = mayGoOn()
    program.kill('SIGKILL')
    await program.ended
    return may ? [] : ['it went on after a failed sync']
  }
  const wrongs: string[] = []
  if (ended.code !== 70) wrongs.push(`exit code ${ended.code ?? ended.signal}, not 70: ${program.stderr()}`)
  const lines = program
    .stderr()
    .split('\n')
    .filter((line) => line !== '')
  if (lines.length !== 1 || !/^agq: /.test(lines[0] ?? ''))
    wrongs.push(`not one clear line: ${lines.join(' ⏎ ').slice(0, 600)}`)
  return wrongs
}

/**
 * SQLite does not look how its own sync of the folder ended, so AGQ syncs the folder again before it is ready, through
 * a descriptor that it opened earlier and that would be told of SQLite's error. One such failure is no reason to stop.
 */
function wasSyncedAgain(record: string, dataDir: string): boolean {
  const ofFolder = readFileSync(record, 'utf8')
    .split('\n')
    .filter((line) => line.includes(`<${dataDir}>)`))
  const failed = ofFolder.findIndex((line) => line.includes('(INJECTED)'))
  return failed >= 0 && ofFolder.slice(failed + 1).some((line) => / = 0$/.test(line))
}

/** How many Jobs are there; null when AGQ does not start. */
async function judgeRestart(
  owner: Owner,
  dataDir: string,
  bind: string,
  told: Told,
  wrongs: string[],
): Promise<number | null> {
  const again = startHere(owner, { dataDir, bind, wrap: [] })
  const address = await again.ready
  if (address === null) {
    wrongs.push(`it does not start again: ${again.program.stderr()}`)
    return null
  }
  const wire = await openWire(address)
  let there = 0
  for (const { jobId } of told.submitted) {
    const status = await statusOf(wire, jobId)
    if (status === null) wrongs.push(`${jobId} was acknowledged and is lost`)
    else there += 1
    const output = told.completed.get(jobId)
    if (output === undefined) continue
    if (status !== 'completed') wrongs.push(`${jobId} was completed and is ${status}`)
    const kept = await wire.call('JOB.OUTPUT', jobId, 1, 'STDOUT')
    if (kept.kind !== 'bulk' || !kept.value.equals(output)) wrongs.push(`the output of ${jobId} is gone`)
  }
  for (const jobId of told.inFlight) if ((await statusOf(wire, jobId)) !== null) there += 1
  for (const bytes of told.blobs) await checkBlob(wire, bytes, wrongs)
  wire.close()
  again.program.kill('SIGTERM')
  await within(again.program.ended, 'AGQ to end by itself')
  return there
}

async function checkBlob(wire: Wire, bytes: Buffer, wrongs: string[]): Promise<void> {
  const kept = await wire.call('BLOB.GET', sha256Of(bytes))
  if (kept.kind !== 'bulk' || !kept.value.equals(bytes)) wrongs.push('a blob that was acknowledged is gone')
}

async function statusOf(wire: Wire, jobId: string): Promise<string | null> {
  const words = wordsOf(await wire.call('JOB.STATUS', jobId))
  return words === null ? null : (JSON.parse(words) as { status: string }).status
}
