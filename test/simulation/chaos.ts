/**
 * The faults that come by the hour: processes and hosts that die and stop, clocks that jump. Faults of one message or
 * one batch are where messages and batches are (line.ts, server.ts).
 */
import { Life } from './life.ts'
import { Line, LineLost } from './line.ts'
import type { Intervals } from './options.ts'
import type { AgqServer } from './server.ts'
import type { SimulatedWorker } from './worker.ts'

const YEARS_MS = 10 * 365 * 86_400_000
const JUMPS_MS = [1_000, 5_000, 60_000, 3_600_000, 86_400_000, YEARS_MS] as const

type Fault = (server: AgqServer, worker: SimulatedWorker, life: Life) => void

const faults: Readonly<Record<keyof Intervals, Fault>> = {
  serverKilled(server) {
    if (!server.life.alive) return
    server.world.fault('server killed')
    server.crash()
  },
  serverStopped(server) {
    const ms = server.world.random.integer(100, 30_000)
    server.world.fault('server stopped', `${ms} ms`)
    server.life.pause(ms)
  },
  workerKilled(server, worker) {
    if (!worker.life.alive) return
    server.world.fault('worker killed', worker.instance)
    worker.kill()
    comeBack(server, worker)
  },
  workerStopped(server, worker) {
    const ms = server.world.random.pick([500, 5_000, 20_000, 200_000])
    server.world.fault('worker stopped', `${worker.instance} ${ms} ms`)
    worker.life.pause(ms)
  },
  hostLost(server, worker) {
    if (!worker.life.alive) return
    server.world.fault('host lost', worker.instance)
    worker.vanish(server.world.random.integer(1_000, 120_000))
    comeBack(server, worker)
  },
  workerDrained(server, worker, life) {
    server.world.fault('worker drained', worker.workerId)
    life.begin(async () => {
      try {
        const line = await Line.open(server, life)
        await line.call(10_000, 'WORKER.DRAIN', worker.workerId)
        line.close()
      } catch (error) {
        if (!(error instanceof LineLost)) throw error
      }
    })
  },
  clockJump(server) {
    const { random } = server.world
    const back = random.next() < 0.3
    const ms = back ? -server.wallOffsetMs : random.pick(JUMPS_MS) * random.pick([1, -1])
    // Clocks that were ever set stay within what RFC 3339 can write.
    if (Math.abs(server.wallOffsetMs + ms) > 2 * YEARS_MS) return
    server.world.fault('clock jump', `${ms} ms`)
    server.wallOffsetMs += ms
  },
}

/** Returns what ends it. */
export function beginChaos(server: AgqServer, workers: readonly SimulatedWorker[]): () => void {
  const { world, options } = server
  const life = new Life(world, 'chaos')
  for (const [name, fault] of Object.entries(faults)) {
    const meanMs = options.intervals[name as keyof Intervals]
    if (meanMs === Number.POSITIVE_INFINITY) continue
    life.begin(async () => {
      for (;;) {
        await life.sleep(world.interval(meanMs))
        fault(server, world.random.pick(workers), life)
      }
    })
  }
  return () => life.kill()
}

function comeBack(server: AgqServer, worker: SimulatedWorker): void {
  const { world } = server
  world.after(world.random.pick([10, 1_000, 10_000, 60_000]), () => {
    if (!worker.retired && !worker.life.alive) worker.start()
  })
}
