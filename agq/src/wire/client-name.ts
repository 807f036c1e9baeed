/** The names clients give themselves: printable ASCII without blanks, as in Redis, for they stand in CLIENT LIST. */

import { refuse } from './answers.ts'
import type { Answer } from './encoder.ts'

const NAME_BYTES = 256

/** The name, `undefined` where it may not stand in a list. */
export function readClientName(bytes: Buffer): string | undefined {
  const name = bytes.toString('latin1', 0, NAME_BYTES + 1)
  return name.length <= NAME_BYTES && /^[!-~]*$/.test(name) ? name : undefined
}

export const badClientName: Answer = refuse(
  `Client names cannot contain spaces, newlines or special characters, nor be over ${NAME_BYTES} bytes`,
)
