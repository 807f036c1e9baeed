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
  const ledger = new SignatureLedger(join(stateDirectory, 'signatures.db'), Date.now())
  console.error(
    `agw: runs nothing but Jobs signed for the audience ${trust.audience} by ${keys.keyIds.join(', ')} (${trust.directory})`,
  )
  return new SignedJobs(keys, trust.audience, ledger)
}
