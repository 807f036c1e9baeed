/**
 * What was acknowledged to whom: the memory of the simulated clients and workers, kept without a look at the server.
 * In the end, and whenever the server speaks again of the same Job, it is held to this.
 */
import { isTerminal, type JobStatus } from '@agenix/specs'
import type { Options } from './options.ts'
import type { World } from './world.ts'

export class Ledger {
  /** Jobs whose submit was answered OK, with the content that was. */
  readonly submitted = new Map<string, string>()
  readonly actions = new Map<string, string>()
  /** Jobs that somebody was told have ended, and how. */
  readonly ended = new Map<string, JobStatus>()
  /** Jobs whose completion was acknowledged to their worker. */
  readonly completed = new Set<string>()
  /** Where a hand may take back what was told: only the server's own rows say what is right (check-by-hand.ts). */
  readonly byHand: boolean
  /** What has ended may go by itself, and its id be new again. */
  readonly forgets: boolean
  readonly #world: World

  constructor(world: World, { byHand, policy }: Pick<Options, 'byHand' | 'policy'>) {
    this.#world = world
    this.byHand = byHand
    this.forgets = policy !== null
  }

  /** A submit was answered OK. */
  acknowledge(jobId: string, content: string): void {
    const known = this.submitted.get(jobId)
    if (known !== undefined && known !== content && !this.byHand) {
      this.#world.violate('the same id is one Job', `${jobId} was acknowledged with two contents`)
    }
    this.submitted.set(jobId, content)
  }

  acknowledgeAction(actionId: string, content: string): void {
    const known = this.actions.get(actionId)
    if (known !== undefined && known !== content && !this.forgets) {
      this.#world.violate('the same id is one Action', `${actionId} was acknowledged with two contents`)
    }
    this.actions.set(actionId, content)
  }

  /** Somebody was told this status in answer to a question asked when `knownThen` had been told. */
  told(jobId: string, status: JobStatus, knownThen: JobStatus | undefined): void {
    if (this.byHand) return
    if (knownThen !== undefined && knownThen !== status) {
      this.#world.violate(
        'what was told stays true',
        `${jobId} was told to be ${knownThen} and then to be ${status}`,
      )
    }
    if (isTerminal(status)) this.ended.set(jobId, status)
  }
}
