/**
 * The plan buffer: one JSON document being written, a Plan with or without ids. Every change replaces the whole file
 * atomically (written beside, synced, renamed; mode 0600), so a reader never sees half of one and a crash loses nothing.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type PlanDraft, readPlanDraft } from '@agenix/specs'
import { agxHome } from '../client/config.ts'
import { describeProblems } from '../submit/make-envelope.ts'
import { fileTrouble } from '../submit/read-document.ts'
import { Failure } from '../usage-error.ts'

const nameAnother = 'AGX_PLAN_PATH names the file of the plan buffer.'

/** The buffer's content and the warnings it gave when read. */
export interface Buffered {
  readonly draft: PlanDraft
  readonly warnings: readonly string[]
}

/** Reads the buffer; `undefined` where there is none. Throws `Failure` when it cannot be read or is not valid. */
export function readBuffer(path: string): Buffered | undefined {
  const bytes = readIfThere(path)
  if (bytes === undefined) return undefined
  const read = readPlanDraft(bytes, 'all')
  if (!read.ok) throw new Failure(describeProblems(`the plan buffer ${path}`, read.problems))
  return { draft: read.value, warnings: read.warnings }
}

/** Reads the buffer where there has to be one. */
export function needBuffer(path: string): Buffered {
  const buffered = readBuffer(path)
  if (buffered !== undefined) return buffered
  throw new Failure(`there is no plan buffer at ${path}. Begin one with: agx plan new`)
}

/** The buffer's bytes as they are, for those who judge them themselves. */
export function readIfThere(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw new Failure(`cannot read the plan buffer ${path}: ${fileTrouble(error)}. ${nameAnother}`)
  }
}

/** Replaces the buffer. What is written is checked first: nothing invalid is ever stored by us. */
export function writeBuffer(path: string, draft: PlanDraft): void {
  const text = `${JSON.stringify(draft, null, 2)}\n`
  const read = readPlanDraft(text, 'all')
  if (!read.ok) throw new Failure(describeProblems('the changed plan', read.problems))
  writeAtomically(path, text)
}

/** Notes beside the buffer which Job its last submission made. */
export function writeJobNote(path: string, jobId: string): void {
  writeAtomically(`${path}.job`, `${jobId}\n`)
}

function writeAtomically(path: string, text: string): void {
  const target = resolve(path)
  const beside = `${target}.${process.pid}.tmp`
  try {
    // Our own home we make; a directory that somebody names and that is not there is most often a slip.
    if (dirname(target) === resolve(agxHome())) mkdirSync(dirname(target), { recursive: true, mode: 0o700 })
    const descriptor = openSync(beside, 'w', 0o600)
    try {
      writeSync(descriptor, text)
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
    renameSync(beside, target)
  } catch (error) {
    if (existsSync(beside)) rmSync(beside)
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    const why = code === 'ENOENT' ? `there is no directory ${dirname(target)}` : fileTrouble(error)
    throw new Failure(`cannot write the plan buffer ${target}: ${why}. ${nameAnother}`)
  }
}
