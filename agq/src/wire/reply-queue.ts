/**
 * Keeps the replies of one connection in the order of its requests, whatever order they become ready in.
 * A place is taken when the request is; what is ready at the head goes out, and nothing overtakes it.
 * It knows the bytes this keeps in memory: of each request until its answer is there, then of the answer.
 */

import { type Answer, sizeOf } from './encoder.ts'

/** The place of one reply. */
export interface Place {
  answer: Answer | undefined
  bytes: number
}

export class ReplyQueue {
  #places: Place[] = []
  #head = 0
  #bytes = 0

  /** Places taken and not yet handed out. */
  get length(): number {
    return this.#places.length - this.#head
  }

  /** Bytes of what waits here: requests as they were announced, answers as they are. */
  get bytes(): number {
    return this.#bytes
  }

  /** `bytes`: what the request keeps in memory until it is answered, and what its answer may have. */
  take(bytes: number): Place {
    const place: Place = { answer: undefined, bytes }
    this.#places.push(place)
    this.#bytes += bytes
    return place
  }

  settle(place: Place, answer: Answer): void {
    place.answer = answer
    // What goes out at once need not be measured.
    const bytes = place === this.#places[this.#head] ? 0 : sizeOf(answer)
    this.#bytes += bytes - place.bytes
    place.bytes = bytes
  }

  /** The next answer that may go out, in order; `undefined` while the one at the head is awaited. */
  shift(): Answer | undefined {
    const place = this.#places[this.#head]
    if (place?.answer === undefined) return undefined
    const { answer, bytes } = place
    this.#bytes -= bytes
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
