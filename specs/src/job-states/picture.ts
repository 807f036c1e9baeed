/**
 * Draws the life of a Job for the docs, from the table and nothing else.
 */
import { isTerminal, type JobStatus, jobStates, jobTransitions } from './table.ts'

const eventsBetween = (): ReadonlyMap<string, readonly string[]> => {
  const between = new Map<string, string[]>()
  for (const { from, event, to } of jobTransitions) {
    const key = `${from ?? ''} ${to}`
    between.set(key, [...(between.get(key) ?? []), event])
  }
  return between
}

/** A Mermaid state diagram; events that lead the same way share an arrow. */
export const drawJobStatesMermaid = (): string => {
  const lines = ['stateDiagram-v2']
  for (const [key, events] of eventsBetween()) {
    const [from, to] = key.split(' ')
    lines.push(`    ${from === '' ? '[*]' : from} --> ${to}: ${events.join(', ')}`)
  }
  for (const { status } of jobStates) if (isEnd(status)) lines.push(`    ${status} --> [*]`)
  return `${lines.join('\n')}\n`
}

// Only a status that nothing leaves gets an arrow to the end; the other terminal ones can be retried by hand.
const isEnd = (status: JobStatus): boolean =>
  isTerminal(status) && !jobTransitions.some((t) => t.from === status)

/** The same as plain text, one line a transition, for terminals and for the head of a file. */
export const drawJobStatesText = (): string => {
  const rows = jobTransitions.map((t) => [t.from ?? '(new)', t.event, t.to, t.meaning] as const)
  const width = (column: 0 | 1 | 2): number => Math.max(...rows.map((row) => row[column].length))
  const [a, b, c] = [width(0), width(1), width(2)]
  const line = ([from, event, to, meaning]: (typeof rows)[number]): string =>
    `${from.padEnd(a)} ──${event.padEnd(b, '─')}──▶ ${to.padEnd(c)}  ${meaning}`
  return `${rows.map(line).join('\n')}\n`
}
