/**
 * A ready Job's place in its line: the age of the line when it became ready, plus so much for each priority behind 0.
 * The lowest rank goes first. A rank never changes while the Job waits, so the order is an index, and aging costs nothing:
 * a Job of priority 9 goes before every Job of priority 0 that became ready nine steps after it.
 *
 * The age of the line counts monotonic time over all server lives: no wall clock, so setting one reorders nothing.
 * What passed between lives, and in a life after the last Job became ready, is not counted.
 */
import { limits } from '@agenix/specs'

export function rankOf(priority: number, ageMs: number): number {
  return ageMs + priority * limits.agingMsPerPriority
}
