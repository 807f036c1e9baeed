/**
 * Tasks that write down that they live: a line every few hundredths of a second with the machine's uptime, the Job and
 * the token, into a file of the host that they run on. So what ran where and when is known from the tasks themselves,
 * though they were killed, and whatever AGQ and the workers believed.
 */
import { join } from 'node:path'
import { type Envelope, pipeline, readLedger } from '../harness/index.ts'

/** From its first to its last beat a run lived for certain. Seconds of the machine's uptime. */
export interface Run {
  readonly jobId: string
  readonly token: number
  readonly host: string
  readonly first: number
  readonly last: number
}

type More = Readonly<Record<string, unknown>> & { readonly deaf?: boolean }

const beat = 'read -r up rest < /proc/uptime; echo "$up $AGX_JOB_ID $AGX_TOKEN" >> "$HOME/beats"'
const last = `${beat}; echo "$AGX_ATTEMPT $AGX_TOKEN"`

/** A Job that lives for so many beats of 30 ms or more; one that is deaf to SIGTERM has to be killed. */
export function beating(beats: number, more: More = {}): Envelope {
  return job(`i=0; while [ $i -lt ${beats} ]; do ${beat}; i=$((i + 1)); sleep 0.03; done; ${last}`, more)
}

/** One that lives for so many seconds, a beat in each. */
export function lasting(secs: number, more: More = {}): Envelope {
  const text = `${beat}; end=$((\${up%.*} + ${secs})); while [ \${up%.*} -lt $end ]; do sleep 1; ${beat}; done; ${last}`
  return job(text, more)
}

function job(text: string, { deaf = false, ...more }: More): Envelope {
  const args = ['-c', `${deaf ? "trap '' TERM; " : ''}${text}`]
  const backoff = { base_secs: 1, factor: 1, max_secs: 1 }
  return pipeline([{ command: '/bin/sh', args, timeout_secs: 3600 }], { max_attempts: 20, backoff, ...more })
}

/** All runs that a host's tasks have written down. */
export function runsOn(host: string, home: string): readonly Run[] {
  const runs = new Map<string, Run>()
  for (const line of readLedger(join(home, 'beats'))) {
    const [up, jobId = '', token] = line.split(' ')
    // A killed task may leave half a line.
    if (token === undefined || !/^\d+$/.test(token)) continue
    const key = `${jobId} ${token}`
    const at = Number(up)
    const known = runs.get(key)
    runs.set(key, { jobId, token: Number(token), host, first: known?.first ?? at, last: at })
  }
  return [...runs.values()]
}

/** Runs of one Job that lived at the same time, and tokens that ran on two hosts: what must never be. */
export function overlaps(runs: readonly Run[]): readonly string[] {
  const wrongs: string[] = []
  const jobs = Map.groupBy(runs, ({ jobId }) => jobId)
  for (const [jobId, own] of jobs) {
    const inTime = own.toSorted((a, b) => a.first - b.first)
    for (const [index, run] of inTime.entries()) {
      const next = inTime[index + 1]
      if (next === undefined) continue
      const both = `token ${run.token} on ${run.host} until ${run.last}, token ${next.token} on ${next.host} from ${next.first}`
      if (next.first < run.last) wrongs.push(`${jobId} ran twice at the same time: ${both}`)
      if (next.token <= run.token) wrongs.push(`${jobId} ran under an old token after a newer one: ${both}`)
    }
  }
  return wrongs
}
