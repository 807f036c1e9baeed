/**
 * Why a task was not started though it was allowed to: in words for people, and with whom the fault lies.
 */
import type { Refusal } from './task-command.ts'

/** What the system says when it makes no process: the worker's lack of room, or the task's own doing. */
export function spawnRefusal(command: string, code: string, message: string): Refusal {
  const text = `cannot start ${command}: ${message}`
  if (code === 'E2BIG') {
    return {
      failure: 'not_started',
      exitCode: 126,
      text: `cannot start ${command}: its arguments and environment are too long for this system. Pass large data as input`,
      by: 'task',
    }
  }
  if (code === 'ENOENT' || code === 'EACCES' || code === 'ENOTDIR' || code === 'EINVAL') {
    const hint = code === 'ENOENT' ? ' (is the interpreter in its first line there?)' : ''
    return { failure: 'not_started', exitCode: 126, text: `${text}${hint}`, by: 'task' }
  }
  return workerRefusal(text)
}

/** The worker could not: no task is to blame. */
export function workerRefusal(text: string): Refusal {
  return { failure: 'not_started', exitCode: null, text, by: 'worker' }
}
