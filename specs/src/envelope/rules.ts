/**
 * What a schema cannot say: the numbering of Tasks, their wiring, real times, fields that need each other.
 *
 * The texts about numbering and wiring are part of the contract (test/unit/specs/envelope/verbatim.test.ts), word for word: change none.
 * Every rule costs at most the square of the number of Tasks, which is bounded.
 */
import type { Task } from '../generated/types.ts'
import { limits } from '../limits.ts'
import type { Problem } from '../result.ts'
import { parseTime } from './times.ts'

type Numbered = Pick<Task, 'task_number' | 'input_from_task'>

const numberingFault = (
  numbers: readonly number[],
): { readonly index: number; readonly words: string } | undefined => {
  const repeated = numbers.findIndex((number, index) => numbers.indexOf(number) < index)
  if (repeated !== -1) return { index: repeated, words: `duplicate task ${numbers[repeated]}` }
  const sorted = numbers.toSorted((a, b) => a - b)
  for (const [index, number] of sorted.entries()) {
    if (number === index + 1) continue
    const words = index === 0 ? `must start at 1, got ${number}` : `gap between task ${index} and ${number}`
    return { index: numbers.indexOf(number), words }
  }
  // The numbers are right; so must be their order: it is the order in which the Tasks run.
  const displaced = numbers.findIndex((number, index) => number !== index + 1)
  if (displaced === -1) return undefined
  return {
    index: displaced,
    words: `expected task ${displaced + 1}, got ${numbers[displaced]}: list the tasks in order`,
  }
}

/** 1, 2, 3, … in the order of the array. The smallest fault is told: the rest mostly follows from it. */
const checkNumbering = (tasks: readonly Numbered[]): Problem | undefined => {
  const fault = numberingFault(tasks.map((task) => task.task_number))
  if (fault === undefined) return undefined
  return { pointer: `/tasks/${fault.index}/task_number`, text: `Invalid task numbering: ${fault.words}` }
}

const checkWiring = (tasks: readonly Numbered[]): readonly Problem[] => {
  const numbers = new Set(tasks.map((task) => task.task_number))
  const problems: Problem[] = []
  for (const [index, { task_number: number, input_from_task: from }] of tasks.entries()) {
    if (from === undefined) continue
    const words = wiringFault(number, from, numbers)
    if (words === undefined) continue
    const pointer = `/tasks/${index}/input_from_task`
    problems.push({ pointer, text: `Invalid input_from_task: task ${number} references ${words}` })
  }
  return problems
}

const wiringFault = (number: number, from: number, numbers: ReadonlySet<number>): string | undefined => {
  if (from === number) return 'itself'
  if (!numbers.has(from)) return `unknown task ${from}`
  return from > number ? `later task ${from}` : undefined
}

/** Tasks whose numbers can be judged, though other things may be wrong with the document; else none. */
export const numberedTasks = (envelope: unknown): readonly Numbered[] => {
  const tasks = (envelope as { readonly tasks?: unknown } | null)?.tasks
  if (!Array.isArray(tasks) || tasks.length > limits.tasks) return []
  return tasks.every(isNumbered) ? tasks : []
}

const isNumbered = (task: Partial<Numbered> | null): task is Numbered =>
  isTaskNumber(task?.task_number) &&
  (task?.input_from_task === undefined || isTaskNumber(task.input_from_task))

const isTaskNumber = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 1

/** The rules about Tasks. Wiring is only judged where the numbering is right: wrong numbers make it look wrong everywhere. */
export const checkTasks = (tasks: readonly Numbered[]): readonly Problem[] => {
  const numbering = checkNumbering(tasks)
  return numbering === undefined ? checkWiring(tasks) : [numbering]
}

type Timed = { readonly not_before?: string; readonly expires_at?: string }

const checkTime = (name: keyof Timed, text: string | undefined): readonly Problem[] =>
  text === undefined || parseTime(text) !== undefined
    ? []
    : [
        {
          pointer: `/${name}`,
          text: `${name} is no real time: ${text} at /${name}: check month, day, hour and offset`,
        },
      ]

const checkTimes = ({ not_before, expires_at }: Timed): readonly Problem[] => {
  const problems = [...checkTime('not_before', not_before), ...checkTime('expires_at', expires_at)]
  const start = parseTime(not_before ?? '')
  const end = parseTime(expires_at ?? '')
  if (start !== undefined && end !== undefined && end <= start) {
    const text = `expires_at must be after not_before, got ${expires_at} and ${not_before} at /expires_at`
    problems.push({ pointer: '/expires_at', text })
  }
  return problems
}

const isolationFields = ['network', 'read_paths', 'write_paths'] as const

/** Without isolation these would say nothing, and who wrote them believes that they do. */
const checkIsolation = (tasks: readonly Isolated[]): readonly Problem[] =>
  tasks.flatMap((task, index) => {
    if (task.sandbox === 'isolated') return []
    return isolationFields
      .filter((name) => task[name] !== undefined)
      .map((name) => {
        const pointer = `/tasks/${index}/${name}`
        return { pointer, text: `${name} needs "sandbox": "isolated": add that, or remove ${pointer}` }
      })
  })

type Isolated = Pick<Task, 'sandbox' | (typeof isolationFields)[number]>

type Ruled = Timed & {
  readonly tasks: readonly (Numbered & Isolated)[]
  readonly concurrency_key?: string
  readonly concurrency_limit?: number
}

/** All rules of a Job, a Plan or a draft that obeys its schema. */
export const checkRules = (envelope: Ruled): readonly Problem[] => {
  const problems = [...checkTasks(envelope.tasks), ...checkIsolation(envelope.tasks), ...checkTimes(envelope)]
  if (envelope.concurrency_limit !== undefined && envelope.concurrency_key === undefined) {
    const text = 'concurrency_limit needs a concurrency_key: add one, or remove /concurrency_limit'
    problems.push({ pointer: '/concurrency_limit', text })
  }
  return problems
}
