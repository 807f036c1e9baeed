/**
 * METRICS: what is measured while the server works, and how it is told. On the way of a request only numbers in memory
 * change; all else is gathered when somebody asks. A registry of its own: nothing is shared with whoever else uses
 * prom-client in the process.
 *
 * The number of series is bounded: commands and errors are words of ours, and of the queues the busiest ones are told by
 * name, the others together as `(other)`, which no queue can be called.
 */
import { Counter, Gauge, Histogram, Registry } from 'prom-client'

export const QUEUES_TOLD = 100
export const OTHER_QUEUES = '(other)'

/** From a batch that is in memory to one that waits for a slow disk. */
const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]
const BLOBS_AGE_MS = 60_000
const SIZES = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 10_240]

/** One number of a metric, with its labels. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

export interface Measured {
  readonly name: string
  readonly help: string
  readonly type: 'gauge' | 'counter'
  readonly samples: readonly Sample[]
}

export class Meters {
  readonly #registry = new Registry()
  readonly #batchSeconds
  readonly #commitSeconds
  readonly #batchCommands
  readonly #told = new Map<string, Gauge | Counter>()
  #blobs = { countedMs: Number.NEGATIVE_INFINITY, blobs: 0, bytes: 0 }

  constructor() {
    const histogram = (name: string, help: string, buckets: number[]): Histogram =>
      new Histogram({ name, help, buckets, registers: [this.#registry] })
    this.#batchSeconds = histogram(
      'agq_batch_seconds',
      'Time from sending a batch of commands to the store until its answers are back',
      SECONDS,
    )
    this.#commitSeconds = histogram('agq_commit_seconds', 'Time of a commit, its sync included', SECONDS)
    this.#batchCommands = histogram('agq_batch_commands', 'Commands that shared a batch and its sync', SIZES)
  }

  observeBatch(commands: number, durationMs: number, commitMs: number): void {
    this.#batchCommands.observe(commands)
    this.#batchSeconds.observe(durationMs / 1000)
    this.#commitSeconds.observe(commitMs / 1000)
  }

  /** Blobs are counted one by one, so not for everybody who asks: after a minute again. */
  wantsBlobs(monoMs: number): boolean {
    return monoMs - this.#blobs.countedMs > BLOBS_AGE_MS
  }

  countedBlobs(monoMs: number, counted: { readonly blobs: number; readonly bytes: number }): void {
    this.#blobs = { countedMs: monoMs, ...counted }
  }

  get blobs(): { readonly blobs: number; readonly bytes: number } {
    return this.#blobs
  }

  /** The Prometheus text format, version 0.0.4. */
  text(measured: readonly Measured[]): Promise<string> {
    this.#tell(measured)
    return this.#registry.metrics()
  }

  /** The same as data: name → type, help, values. */
  async json(measured: readonly Measured[]): Promise<Readonly<Record<string, unknown>>> {
    this.#tell(measured)
    const metrics = await this.#registry.getMetricsAsJSON()
    return Object.fromEntries(
      metrics.map(({ name, type, help, values }) => [
        name,
        { type: String(type), help, values: values.map((each) => sampleOf(name, each)) },
      ]),
    )
  }

  /** All at once, so that two who ask at the same time both see all of it. */
  #tell(measured: readonly Measured[]): void {
    for (const { name, help, type, samples } of measured) {
      const metric = this.#told.get(name) ?? this.#begin(name, help, type, samples)
      metric.reset()
      for (const { labels, value } of samples) metric.inc({ ...labels }, value)
    }
  }

  #begin(name: string, help: string, type: Measured['type'], samples: readonly Sample[]): Gauge | Counter {
    const labelNames = [...new Set(samples.flatMap(({ labels }) => Object.keys(labels)))]
    const options = { name, help, labelNames, registers: [this.#registry] }
    const metric = type === 'counter' ? new Counter(options) : new Gauge(options)
    // With no sample yet it has no labels yet: it is made when there is one.
    if (samples.length > 0) this.#told.set(name, metric)
    else this.#registry.removeSingleMetric(name)
    return metric
  }
}

interface Value {
  readonly value: number
  readonly labels: object
  readonly metricName?: string
}

/** A histogram has several series under one name. */
function sampleOf(name: string, { value, labels, metricName }: Value): Record<string, unknown> {
  const series = metricName === undefined || metricName === name ? {} : { series: metricName }
  return { ...series, labels, value }
}
