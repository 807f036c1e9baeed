/**
 * A simulated AGQ: production's commands, loop, rules and store; only sockets, threads, the clock and the disk are the
 * simulation's. The database is in memory and outlives the process as a disk does: what was committed is there, what
 * was not is gone. It tells the judge what every batch changed.
 */
import type { DatabaseSync } from 'node:sqlite'
import type { Context } from '../../agq/dist/commands/context.js'
import type { BatchResult, Command } from '../../agq/dist/engine/commands.js'
import type { Changes, Store } from '../../agq/dist/engine/port.js'
import type { Clock } from '../../agq/dist/loop/clock.js'
import type { Heart } from '../../agq/dist/loop/start-loop.js'
import type { Dispatch } from '../../agq/dist/wire/index.js'
import { MemoryBlobs } from './blobs.ts'
import { Life } from './life.ts'
import type { Options } from './options.ts'
import { NO_FILES, SILENT_LOG } from './policy.ts'
import type { Production } from './production.ts'
import { ServerEnd } from './server-end.ts'
import type { World } from './world.ts'

/** What one transaction saved, with the numbers that new Jobs got. */
export interface Saved {
  readonly changes: Changes
  readonly seqs: readonly number[]
}

export interface Witness {
  /** Committed, and not yet answered. */
  committed(batch: readonly Command[], result: BatchResult, saved: readonly Saved[]): void
  /** How many parked callers a batch woke, and how many were parked of whom it is not known what they can run. */
  woken(callers: number, strangers: number, result: BatchResult): void
  /** A new life begins on what the last one left. */
  restarted(db: DatabaseSync): void
  /** Its store is open. */
  opened(store: Store): void
  /** Its sweeper begins: from now on the clock is believed while it goes on as it goes. */
  believed(wallMs: number): void
}

const TENANT = 'default'
/** Wall-clock time at the beginning: 2026-01-01. */
const EPOCH_MS = 1_767_225_600_000

class SyncFailed extends Error {}

export class AgqServer {
  readonly world: World
  readonly db: DatabaseSync
  readonly blobs = new MemoryBlobs()
  readonly ends = new Set<ServerEnd>()
  options: Options
  /** How far the wall clock is wrong. */
  wallOffsetMs = 0
  life: Life
  heart: Heart | null = null
  readonly #production: Production
  readonly #witness: Witness
  #dispatch: Dispatch | null = null
  #underway = false
  #soon = 0
  #connections = 0

  constructor(world: World, options: Options, production: Production, witness: Witness) {
    this.world = world
    this.options = options
    this.#production = production
    this.#witness = witness
    this.db = production.openDatabase(':memory:')
    this.life = new Life(world, 'agq')
    this.life.kill()
  }

  get up(): boolean {
    return this.life.alive && this.#dispatch !== null
  }

  /** Nothing is underway inside: whoever waits now waits for something outside. */
  get idle(): boolean {
    return this.up && !this.#underway && this.#soon === 0 && !this.life.paused
  }

  get wallMs(): number {
    return EPOCH_MS + this.world.nowMs + this.wallOffsetMs
  }

  start(): void {
    const life = new Life(this.world, 'agq')
    this.life = life
    this.#underway = false
    this.#soon = 0
    this.#witness.restarted(this.db)
    const store = this.#production.storeOn(this.db)
    this.#witness.opened(store)
    this.world.tell(`agq starts, life ${store.boots}`)
    life.begin(async () => {
      const engine = {
        boots: store.boots,
        run: (batch: readonly Command[]) => this.#run(life, store, batch),
        close: async () => undefined,
      }
      const clock = this.#clock(life)
      const registrars = new this.#production.Registrars()
      const heart = await this.#production.startLoop(engine, clock, {
        pubsub: () => ({
          publish: (channel, message) => this.#publish(channel, message),
          hasSubscribers: (channel) => [...this.ends].some((end) => end.subscriptions.has(channel)),
        }),
        attemptEnded: () => undefined,
        workerForgotten: (workerId) => registrars.forget(workerId),
      })
      this.heart = heart
      this.#spyOnWaking(heart)
      this.#sweep(heart, clock)
      const context: Context = {
        clock,
        chance: () => this.world.random.next(),
        loop: heart.loop,
        blobs: this.blobs as unknown as Context['blobs'],
        live: {} as Context['live'],
        leases: heart.leases,
        waits: heart.waits,
        events: heart.events,
        sweeper: {} as Context['sweeper'],
        registrars,
        reload: () => undefined,
        backUp: () => Promise.reject(new Error('nobody backs up a simulation')),
        meters: {} as Context['meters'],
        facts: () => ({
          version: 'simulated',
          addresses: [],
          dataDir: '',
          startedAtMs: 0,
          clients: 0,
          security: { namedKeys: 0, certificateExpiresAtMs: null },
          disk: { freeBytes: 0, reserveBytes: 0, fullSince: null },
          traffic: { commands: new Map(), errors: new Map() } as unknown as ReturnType<
            Context['facts']
          >['traffic'],
        }),
      }
      this.#dispatch = this.#production.makeDispatch(context)
    })
  }

  /** Retention, by the policy of the seed. */
  #sweep(heart: Heart, clock: Clock): void {
    const { policy } = this.options
    if (policy === null) return
    this.#witness.believed(this.wallMs)
    const sweeper = new this.#production.Sweeper({
      loop: heart.loop,
      blobs: NO_FILES,
      retention: policy,
      clock,
      uptimeMs: () => this.world.nowMs,
      log: SILENT_LOG,
      wakeAt: (monoMs) => heart.alarm.wakeAt(monoMs),
    })
    heart.alarm.alsoRing(sweeper)
  }

  /** As kill -9, or a power cut: nothing is said to anybody. Peers learn of it by their broken lines. */
  crash(): void {
    if (!this.life.alive) return
    this.life.kill()
    this.#dispatch = null
    this.heart = null
    if (this.db.isTransaction) this.db.exec('ROLLBACK')
    for (const end of [...this.ends]) end.processDied()
    this.ends.clear()
    this.world.after(this.world.random.integer(1, 3_000), () => this.start())
  }

  /** Null: nobody listens. */
  accept(): ServerEnd | null {
    const dispatch = this.#dispatch
    if (dispatch === null) return null
    this.#connections += 1
    const end = new ServerEnd(this.#connections, this.life, dispatch, () => this.ends.delete(end))
    this.ends.add(end)
    return end
  }

  #clock(life: Life): Clock {
    return {
      now: () => ({ wallMs: this.wallMs, monoMs: life.monoMs }),
      soon: (work) => {
        this.#soon += 1
        life.after(0, () => {
          this.#soon -= 1
          work()
        })
      },
      after: (ms, work) => life.after(ms, work),
    }
  }

  /** One batch: the time it takes, its transaction, the time until its answers are out; and what may go wrong. */
  #run(life: Life, store: Store, batch: readonly Command[]): Promise<BatchResult> {
    const { world } = this
    const { chances } = this.options
    this.#underway = true
    const slow = world.happens(chances.slowBatch)
    const takes = (): number => (slow ? world.random.integer(1, 500) : 0)
    return new Promise((answer) => {
      life.after(takes(), () => {
        if (world.happens(chances.crashBeforeCommit)) return this.#die('crash before commit')
        this.#transact(store, batch, world.happens(chances.failedSync)).then(
          (result) => {
            if (world.happens(chances.crashAfterCommit)) return this.#die('crash after commit')
            life.after(takes(), () => {
              this.#underway = false
              answer(result)
            })
          },
          (error: unknown) => {
            if (error instanceof SyncFailed) this.#die('failed sync')
            else world.fail(error)
          },
        )
      })
    })
  }

  async #transact(store: Store, batch: readonly Command[], fails: boolean): Promise<BatchResult> {
    const saved: Saved[] = []
    const spying: Store = {
      ...store,
      boots: store.boots,
      ageAtBootMs: store.ageAtBootMs,
      close: () => undefined,
      transact: (tenant, work) =>
        store.transact(tenant, async (tx) => {
          const result = await work({
            ...tx,
            save: async (changes) => {
              const seqs = await tx.save(changes)
              saved.push({ changes, seqs })
              return seqs
            },
          })
          if (fails) throw new SyncFailed('the sync failed')
          return result
        }),
    }
    const result = await this.#production.runBatch(spying, TENANT, batch)
    this.#witness.committed(batch, result, saved)
    return result
  }

  #die(how: string): void {
    this.world.fault(how)
    this.crash()
  }

  #spyOnWaking(heart: Heart): void {
    const { events, leases } = heart
    const spread = events.spread.bind(events)
    events.spread = (result) => {
      const parked = leases.size
      const waiting = [...this.ends].flatMap((end) => end.waiting.filter(({ name }) => name === 'JOB.LEASE'))
      const strangers = waiting.filter(({ args }) => !leases.knows(args[0] ?? '')).length
      spread(result)
      this.#witness.woken(parked - leases.size, strangers, result)
    }
  }

  #publish(channel: string, message: string): void {
    for (const end of this.ends) if (end.subscriptions.has(channel)) end.push(message)
  }
}
