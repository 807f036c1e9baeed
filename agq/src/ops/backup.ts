/**
 * `agq backup FILE`: asks the server that has the data to make it, or makes it here when none runs. Either way nothing
 * of the data is changed.
 */
import { existsSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { StoreLocked } from '../store/sqlite/open.ts'
import { blobsOf, openForReading, type Reading } from '../store/sqlite/verify.ts'
import { ask } from './ask.ts'
import { type Backup, BackupFailed, writeBackup } from './backup-file.ts'
import { describeHolder, readServerNote, sessionKeyIn } from './data-dir.ts'
import { Usage } from './usage.ts'

export interface BackupOptions {
  readonly dataDir: string
  readonly file: string
  readonly sessionKey: string | null
}

export async function backUp(options: BackupOptions, version: string): Promise<void> {
  try {
    const { file, bytes, blobs } = await make(options, version)
    console.log(
      `${file} has all data of ${options.dataDir} (${bytes} bytes, ${blobs} blobs); the session key is not in it`,
    )
  } catch (error) {
    if (error instanceof BackupFailed) throw new Usage(`agq: ${error.message}`, 1)
    throw error
  }
}

async function make(options: BackupOptions, version: string): Promise<Backup> {
  const { dataDir, file } = options
  let reading: Reading
  try {
    reading = openForReading(join(dataDir, 'agq.db'))
  } catch (error) {
    if (error instanceof StoreLocked) return await askServer(options)
    throw new BackupFailed(error instanceof Error ? error.message : String(error))
  }
  try {
    // The log, where a killed server left one, goes along: nothing here may write.
    const names = ['agq.db', 'agq.db-wal'].filter((name) => existsSync(join(dataDir, name)))
    const files = names.map((name) => ({ name, fd: openSync(join(dataDir, name), 'r') }))
    return await writeBackup(file, { dataDir, files, blobs: namesOf(reading), version })
  } finally {
    reading.close()
  }
}

function* namesOf(reading: Reading): Generator<string> {
  for (const { sha256 } of blobsOf(reading)) yield sha256
}

async function askServer({ dataDir, file, sessionKey }: BackupOptions): Promise<Backup> {
  const note = readServerNote(dataDir)
  if (note === null) {
    throw new BackupFailed(
      `${dataDir} is in use: ${describeHolder(dataDir)}: is it another AGQ's check or backup? Wait for it`,
    )
  }
  const key = sessionKey ?? sessionKeyIn(dataDir)
  if (key === null) throw new BackupFailed('the server needs its session key: give --session-key')
  const answer = await ask(note, key, ['BACKUP', file]).catch((error: unknown) => {
    throw new BackupFailed(
      `${describeHolder(dataDir)} cannot be asked: ${error instanceof Error ? error.message : error}`,
    )
  })
  const made = /^\+OK file=(.*) bytes=(\d+) blobs=(\d+)$/.exec(answer)
  if (made === null) throw new BackupFailed(answer.replace(/^-\w+ /, ''))
  return { file: made[1] ?? file, bytes: Number(made[2]), blobs: Number(made[3]) }
}
