/**
 * Starts processes from a thread of its own. `posix_spawn` holds up its caller until the new program has begun, which
 * beside other work is a millisecond: the loop that serves AGQ would stand still for most of its time. And a thread
 * that goes into a slot's namespaces takes nobody else there.
 */
import { Worker } from 'node:worker_threads'
import type { Place } from './namespaces.ts'
import type { NotStarted, ProcessImage } from './start-process.ts'

/** `place` null: where this process is. */
export interface StartRequest {
  readonly id: number
  readonly image: ProcessImage
  readonly place: Place | null
}

export interface StartReply {
  readonly id: number
  readonly started: number | NotStarted
}

// A command with its arguments and variables is two megabytes at most.
const memory = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 64 }

const waiting = new Map<number, (started: number | NotStarted) => void>()
let thread: Worker | null = null
let lastId = 0

/** Makes the thread, so that the first start need not wait for it. */
export function prepareStarter(): Worker {
  if (thread !== null) return thread
  const made = new Worker(new URL('./starter-thread.js', import.meta.url), { resourceLimits: memory })
  made.unref()
  made.on('message', ({ id, started }: StartReply) => {
    waiting.get(id)?.(started)
    waiting.delete(id)
    if (waiting.size === 0) made.unref()
  })
  // It may stand in the wrong place, and what it was starting nobody knows.
  made.on('error', (error) => {
    throw error
  })
  thread = made
  return made
}

/**
 * Resolves to the new process, or to why there is none. The caller keeps the descriptors of image and place open until
 * then. The process may have ended already: whoever waits for it hears of that in a later turn.
 */
export function startBeside(image: ProcessImage, place: Place | null): Promise<number | NotStarted> {
  const starter = prepareStarter()
  if (waiting.size === 0) starter.ref()
  lastId += 1
  const request: StartRequest = { id: lastId, image, place }
  return new Promise((resolve) => {
    waiting.set(request.id, resolve)
    starter.postMessage(request)
  })
}
