/** Puts `--trust` together: the keys, the ledger in the state directory, and the signal that has the keys read again. */
import { join } from 'node:path'
import type { Logger } from 'pino'
import { SignatureLedger } from './signature-ledger.ts'
import { SignedJobs } from './signed-jobs.ts'
import { TrustDirectory } from './trust-directory.ts'

/** What signed Jobs need: whose keys count, and for whom they must be meant. */
export interface Trust {
  readonly directory: string
  readonly audience: string
}

/** Null without --trust. Throws with a text for people. `onChange`: other keys count from now on. */
export function openSignedJobs(
  trust: Trust | null,
  stateDirectory: string,
  log: Logger,
  onChange: () => void,
): SignedJobs | null {
  if (trust === null) return null
  const keys = new TrustDirectory(trust.directory, log, onChange)
  keys.watch()
  process.on('SIGHUP', () => keys.reload())
  const ledger = openLedger(join(stateDirectory, 'signatures.db'))
  console.error(
    `agw: runs nothing but Jobs signed for the audience ${trust.audience} by ${keys.keyIds.join(', ')} (${trust.directory})`,
  )
  return new SignedJobs(keys, trust.audience, ledger)
}

function openLedger(path: string): SignatureLedger {
  try {
    return new SignatureLedger(path, Date.now())
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    throw new Error(
      `the ledger of signed Jobs ${path} cannot be read (${text}). It says which signatures are used up: if it is lost, move it away, and remember that what was signed and has not expired may run again here.`,
    )
  }
}
