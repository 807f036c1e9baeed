/**
 * Keeps the replies of one connection in the order of its requests, whatever order they become ready in.
 * A place is taken when the request is; what is ready at the head goes out, and nothing overtakes it.
 */

import type { Answer } from './encoder.ts'

/** The place of one reply. */
export interface Place {
  answer: Answer | undefined
}

export class ReplyQueue {
  #places: Place[] = []
  #head = 0

  /** Places taken and not yet handed out. */
  get length(): number {
    return this.#places.length - this.#head
  }

  take(): Place {
    const place: Place = { answer: undefined }
    this.#places.push(place)
    return place
  }

  /** The next answer that may go out, in order; `undefined` while the one at the head is awaited. */
  shift(): Answer | undefined {
    const answer = this.#places[this.#head]?.answer
    if (answer === undefined) return undefined
    this.#head++
    if (this.#head === this.#places.length) {
      this.#places = []
      this.#head = 0
    } else if (this.#head >= 1_024) {
      this.#places.splice(0, this.#head)
      this.#head = 0
    }
    return answer
  }
}
