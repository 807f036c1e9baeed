/** The retention policy: read from the file that --retention names, or the one that is built in. */
import { readFileSync } from 'node:fs'
import { type RetentionRule, readRetention } from '@agenix/specs'
import { Usage } from './usage.ts'

export interface Retention {
  readonly sweepMs: number
  readonly rules: readonly RetentionRule[]
}

/** A worker or client that has just uploaded something names it within this. */
const UNNAMED_BLOBS: RetentionRule = { name: 'unnamed-blobs', what: 'blobs', max_age_secs: 3_600 }

/** Nothing that ended within a month goes, however much there is. */
export const defaultRetention: Retention = Object.freeze<Retention>({
  sweepMs: 60_000,
  rules: [{ name: 'ended-month', what: 'jobs', max_age_secs: 2_592_000 }, UNNAMED_BLOBS],
})

export function retentionOf(path: string | undefined): Retention {
  if (path === undefined) return defaultRetention
  const read = readRetention(bytesOf(path), 'all')
  if (!read.ok) {
    const lines = read.problems.map(({ text }) => `  ${text}`)
    throw new Usage(
      `agq: --retention ${path} is no retention policy:\n${lines.join('\n')}\n(its shape: specs/schemas/retention.json, examples included)`,
    )
  }
  const { rules, sweep_secs: sweepSecs = 60 } = read.value
  const all = rules.some((rule) => rule.what === 'blobs') ? rules : [...rules, UNNAMED_BLOBS]
  return Object.freeze({ sweepMs: sweepSecs * 1000, rules: all })
}

function bytesOf(path: string): Uint8Array {
  try {
    return readFileSync(path)
  } catch (error) {
    throw new Usage(
      `agq: --retention ${path} cannot be read (${(error as NodeJS.ErrnoException).code}): name a JSON file, or leave it out for what is built in`,
    )
  }
}
