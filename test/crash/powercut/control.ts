/**
 * The control: the same load and the same cut, but every sync of AGQ is a lie (strace answers it with success, and does
 * nothing). Acknowledged Jobs must be lost then. If none is, the cuts do not cut, and the campaign proves nothing.
 */
import { type Owner, seededRandom, within } from '../../harness/index.ts'
import { Beacon } from '../beacon.ts'
import { Ledger } from '../ledger.ts'
import { faking } from '../strace.ts'
import { numbersOf, submitThroughLives } from '../submitter.ts'
import { openWire, wordsOf } from '../wire.ts'
import { cutHost } from './host.ts'

export interface Control {
  readonly acknowledged: number
  readonly lost: number
  /** AGQ could not even be started with what was left. */
  readonly damaged: boolean
}

const SUBMITS = 600

export async function runControl(owner: Owner, seed: number): Promise<Control> {
  const host = await cutHost(owner, seededRandom(seed))
  const ledger = new Ledger({ seed, name: 'control', largeOneIn: 20 }, SUBMITS)
  const beacon = new Beacon()
  owner.teardown(() => beacon.finish())
  const numbers = numbersOf(ledger, SUBMITS)
  const submitting = Promise.all(
    Array.from({ length: 8 }, (_, number) =>
      submitThroughLives(beacon, ledger, numbers, seededRandom(seed + number)),
    ),
  )
  const liar = host.start(faking('fsync,fdatasync'))
  const address = await liar.ready
  if (address === null) throw new Error(`AGQ did not start: ${liar.program.stderr()}`)
  beacon.rise(address)
  await within(submitting, 'all submits of the control run')
  beacon.finish()
  await host.end(liar, () => undefined)
  const next = host.start([])
  const again = await next.ready
  const { acknowledged } = ledger.counts
  if (again === null) return { acknowledged, lost: acknowledged, damaged: true }
  const wire = await openWire(again)
  let lost = 0
  for (let index = 0; index < SUBMITS; index += 1) {
    if (!ledger.wasAcknowledged(index)) continue
    if (wordsOf(await wire.call('JOB.STATUS', ledger.job(index).jobId)) === null) lost += 1
  }
  wire.close()
  next.program.kill('SIGKILL')
  await next.program.ended
  return { acknowledged, lost, damaged: false }
}
