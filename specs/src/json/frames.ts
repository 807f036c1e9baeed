/**
 * What the guard remembers of the arrays and objects it is inside of: the names seen in each object, the place in each
 * array. From this it knows a name that comes twice, and can say where it is as a JSON pointer.
 *
 * Bounded work: the first names of an object are compared byte by byte (short and few: no allocation), and when they
 * get many, or one is long or holds an escape, they move to a Set of decoded names. A name costs a constant either way.
 */
import { limits } from '../limits.ts'
import { appendPointer } from './pointer.ts'

/** Names compared byte by byte before a Set is worth it. */
const fewNames = 16

/** Bytes of a name beyond which comparing costs more than hashing. */
const shortName = 64

export type NameFault = 'duplicate' | 'proto' | 'name-too-long' | 'too-many-names'

const protoBytes = Buffer.from('__proto__')

const equalBytes = (bytes: Uint8Array, a: number, b: number, length: number): boolean => {
  for (let i = 0; i < length; i++) if (bytes[a + i] !== bytes[b + i]) return false
  return true
}

const isProto = (bytes: Uint8Array, start: number, length: number): boolean => {
  if (length !== protoBytes.length) return false
  for (let i = 0; i < length; i++) if (bytes[start + i] !== protoBytes[i]) return false
  return true
}

const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** The name between two quotes; only valid escapes may be in it. */
const decodeName = (bytes: Uint8Array, start: number, end: number): string => {
  const text = asBuffer(bytes).toString('utf8', start, end)
  return text.includes('\\') ? (JSON.parse(`"${text}"`) as string) : text
}

export class Frames {
  readonly #isObject: Uint8Array
  /** In an object: names so far. In an array: the index of the current member. */
  readonly #count: Int32Array
  readonly #nameStart: Int32Array
  readonly #nameEnd: Int32Array
  readonly #lastStart: Int32Array
  readonly #lastEnd: Int32Array
  readonly #names: (Set<string> | undefined)[]
  depth = 0

  constructor(maxDepth: number) {
    this.#isObject = new Uint8Array(maxDepth + 1)
    this.#count = new Int32Array(maxDepth + 1)
    this.#nameStart = new Int32Array((maxDepth + 1) * fewNames)
    this.#nameEnd = new Int32Array((maxDepth + 1) * fewNames)
    this.#lastStart = new Int32Array(maxDepth + 1)
    this.#lastEnd = new Int32Array(maxDepth + 1)
    this.#names = new Array<Set<string> | undefined>(maxDepth + 1).fill(undefined)
  }

  /** Forgets everything; a Frames is used again for the next document. */
  clear(): void {
    this.#names.fill(undefined)
    this.depth = 0
  }

  open(isObject: boolean): void {
    const depth = ++this.depth
    this.#isObject[depth] = isObject ? 1 : 0
    this.#count[depth] = 0
  }

  close(): void {
    if (this.#names[this.depth] !== undefined) this.#names[this.depth] = undefined
    this.depth--
  }

  inObject(): boolean {
    return this.#isObject[this.depth] === 1
  }

  nextMember(): void {
    this.#count[this.depth] = (this.#count[this.depth] as number) + 1
  }

  /** Notes a name of the current object: `start` is behind its opening quote, `end` at the closing one. */
  addName(bytes: Uint8Array, start: number, end: number, escaped: boolean): NameFault | undefined {
    const depth = this.depth
    const length = end - start
    this.#lastStart[depth] = start
    this.#lastEnd[depth] = end
    if (length > limits.nameBytes) return 'name-too-long'
    const count = this.#count[depth] as number
    if (count >= limits.objectNames) return 'too-many-names'
    this.#count[depth] = count + 1
    if (escaped || length > shortName || count >= fewNames || this.#names[depth] !== undefined)
      return this.#addDecoded(bytes, start, end, count)
    if (isProto(bytes, start, length)) return 'proto'
    const base = depth * fewNames
    for (let slot = base; slot < base + count; slot++) {
      const other = this.#nameStart[slot] as number
      if ((this.#nameEnd[slot] as number) - other === length && equalBytes(bytes, other, start, length))
        return 'duplicate'
    }
    this.#nameStart[base + count] = start
    this.#nameEnd[base + count] = end
    return undefined
  }

  #addDecoded(bytes: Uint8Array, start: number, end: number, count: number): NameFault | undefined {
    const depth = this.depth
    let names = this.#names[depth]
    if (names === undefined) {
      names = new Set()
      const base = depth * fewNames
      for (let slot = base; slot < base + Math.min(count, fewNames); slot++)
        names.add(decodeName(bytes, this.#nameStart[slot] as number, this.#nameEnd[slot] as number))
      this.#names[depth] = names
    }
    const name = decodeName(bytes, start, end)
    if (name === '__proto__') return 'proto'
    if (names.size === names.add(name).size) return 'duplicate'
    return undefined
  }

  /** Where the guard is. `inName`: at a name of the current object, not at the value behind one. */
  pointer(bytes: Uint8Array, inName: boolean): string {
    let pointer = ''
    for (let depth = 1; depth <= this.depth; depth++) {
      const isObject = this.#isObject[depth] === 1
      const count = this.#count[depth] as number
      if (isObject && (count === 0 || (inName && depth === this.depth))) break
      const name = isObject
        ? decodeName(bytes, this.#lastStart[depth] as number, this.#lastEnd[depth] as number)
        : count
      pointer = appendPointer(pointer, name)
    }
    return pointer
  }
}
