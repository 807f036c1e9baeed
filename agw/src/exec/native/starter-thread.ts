/** The thread that starts processes, one after the other, each in its place (see starter.ts). */
import { parentPort } from 'node:worker_threads'
import { inPlace } from './namespaces.ts'
import { startProcess } from './start-process.ts'
import type { StartReply, StartRequest } from './starter.ts'

parentPort?.on('message', ({ id, image, place }: StartRequest) => {
  const started = place === null ? startProcess(image) : inPlace(place, () => startProcess(image))
  const reply: StartReply = { id, started }
  parentPort?.postMessage(reply)
})
