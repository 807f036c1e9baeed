/**
 * `agq check`: looks through a data directory that no server uses, and prints a line for each promise that the data
 * keeps. Never writes. Exit code 0: all of it holds; 1: something does not, or could not be looked at.
 */
import { join } from 'node:path'
import { blobFiles, hashOfBlob, sizeOfBlob } from '../blobs/inventory.ts'
import { faultOf, StoreFailed } from '../store/sqlite/faults.ts'
import { StoreLocked, StoreUnusable } from '../store/sqlite/open.ts'
import {
  blobsOf,
  type Finding,
  openForReading,
  type Reading,
  verifyEnvelopes,
  verifyFile,
  verifyRows,
} from '../store/sqlite/verify.ts'
import { describeHolder } from './data-dir.ts'
import { Usage } from './usage.ts'

export interface CheckOptions {
  readonly dataDir: string
  /** Read every envelope and every blob, too. */
  readonly deep: boolean
  readonly json: boolean
}

const WAY_OUT =
  'Keep a copy of the data directory as it is, and restore a backup into an empty one (docs/backup.md).'

export async function check(options: CheckOptions): Promise<number> {
  const path = join(options.dataDir, 'agq.db')
  const findings: Finding[] = []
  const tell = (finding: Finding): void => {
    findings.push(finding)
    if (!options.json) console.log(lineOf(finding))
  }
  let reading: Reading | null = null
  try {
    reading = openForReading(path)
    for await (const finding of look(reading, options)) tell(finding)
  } catch (error) {
    const fault = faultOf(error, path)
    if (!(fault instanceof StoreFailed)) throw refusalOf(fault, options.dataDir)
    tell({ name: 'the data can be read', ok: false, found: fault.message })
  } finally {
    reading?.close()
  }
  const ok = findings.every((finding) => finding.ok)
  if (options.json) console.log(JSON.stringify({ ok, data: options.dataDir, deep: options.deep, findings }))
  else console.log(ok ? `${options.dataDir} is well` : `${options.dataDir} is not well. ${WAY_OUT}`)
  return ok ? 0 : 1
}

function refusalOf(error: unknown, dataDir: string): unknown {
  if (error instanceof StoreLocked) {
    const who = describeHolder(dataDir)
    return new Usage(`agq: ${dataDir} is in use: ${who}. Stop it first: check looks at data at rest`, 1)
  }
  return error instanceof StoreUnusable ? new Usage(`agq: ${error.message}`, 1) : error
}

async function* look(reading: Reading, { dataDir, deep }: CheckOptions): AsyncGenerator<Finding> {
  const file = verifyFile(reading)
  yield* file
  if (file.some((finding) => !finding.ok)) return
  yield* verifyRows(reading)
  if (deep) yield verifyEnvelopes(reading)
  yield* await verifyBlobs(reading, dataDir, deep)
}

async function verifyBlobs(reading: Reading, dataDir: string, deep: boolean): Promise<Finding[]> {
  const wrong: string[] = []
  const known = new Set<string>()
  for (const { sha256, bytes } of blobsOf(reading)) {
    known.add(sha256)
    const size = sizeOfBlob(dataDir, sha256)
    if (size === null) wrong.push(`${sha256} is missing`)
    else if (size !== bytes) wrong.push(`${sha256} has ${size} bytes instead of ${bytes}`)
    else if (deep && (await hashOfBlob(dataDir, sha256)) !== sha256) wrong.push(`${sha256} holds other bytes`)
  }
  let strays = 0
  let strayBytes = 0
  for (const { sha256, bytes } of blobFiles(dataDir)) {
    if (known.has(sha256)) continue
    strays += 1
    strayBytes += bytes
  }
  const shown = wrong.slice(0, 3).join(', ')
  return [
    {
      name: deep ? 'every blob is there, byte for byte' : 'every blob is there with its size',
      ok: wrong.length === 0,
      found:
        wrong.length === 0
          ? `${known.size} blobs`
          : `${shown}${wrong.length > 3 ? ` and ${wrong.length - 3} more` : ''}`,
    },
    {
      name: 'files that no record names do no harm',
      ok: true,
      found: strays === 0 ? 'none' : `${strays} with ${strayBytes} bytes; they are left alone`,
    },
  ]
}

function lineOf({ name, ok, found }: Finding): string {
  return `${ok ? '✓' : '✗'} ${name}${found === '' ? '' : `: ${found}`}`
}
