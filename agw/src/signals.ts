/**
 * The end of this process as others ask for it: a first signal drains, a second one or the end of the parent stops.
 */
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { Worker } from './worker.ts'

/** What asks this process to end, and whom it reaches. */
export interface Signals {
  readonly asked: boolean
  reach(worker: Worker): void
}

export function listenToSignals(config: Config, log: Logger): Signals {
  let asked = false
  let worker: Worker | null = null
  const onSignal = (signal: NodeJS.Signals): void => {
    log.info({ signal }, asked ? 'asked again: stopping at once' : 'asked to end')
    // Still sweeping: nothing runs, nothing is owed.
    if (worker === null) process.exit(0)
    const jobs = `${worker.running} ${worker.running === 1 ? 'Job' : 'Jobs'}`
    if (asked) {
      console.error(`agw: stopping: ${jobs} given back`)
      worker.stop()
    } else {
      console.error(
        `agw: draining: ${jobs} ${worker.running === 1 ? 'finishes' : 'finish'} first (again to give them back)`,
      )
      worker.drain(config.shutdownTimeoutMs)
    }
    asked = true
  }
  process.on('SIGTERM', onSignal)
  process.on('SIGINT', onSignal)
  const onParentsEnd = (): void => {
    asked = true
    if (worker === null) process.exit(0)
    worker.stop()
  }
  if (config.exitWithParent) process.stdin.on('error', onParentsEnd).on('end', onParentsEnd).resume()
  return {
    get asked() {
      return asked
    },
    reach: (next) => {
      worker = next
    },
  }
}
