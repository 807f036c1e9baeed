/**
 * The keys whose Jobs a worker runs: one public key a file, `*.pub`, in a directory that only its owner or root can write to.
 * The directory is looked at before every question, so a key that was taken out counts no more from the next Job on; a file
 * that was changed in place is noticed by the watch, or at `reload` (SIGHUP). What cannot be read is told and changes nothing:
 * a directory that is being copied must not end Jobs.
 */
import type { KeyObject } from 'node:crypto'
import { type FSWatcher, readdirSync, readFileSync, type Stats, statSync, watch } from 'node:fs'
import { join } from 'node:path'
import { keyIdOf, readPublicKey } from '@agenix/specs'
import type { Logger } from 'pino'

type Keys = ReadonlyMap<string, KeyObject>

const mostKeys = 1_000
const mostKeyBytes = 4_096
/** A change within the same tick of the file system's clock would not show: until then the directory is read anew. */
const freshMs = 100

export class TrustDirectory {
  readonly #path: string
  readonly #log: Logger
  readonly #onChange: () => void
  #keys: Keys
  /** When the directory was last changed, as far as it was read; null: unknown. */
  #stamp: bigint | null
  #watcher: FSWatcher | null = null

  /** Throws with a text for people where the directory cannot be trusted. `onChange`: other keys count from now on. */
  constructor(path: string, log: Logger, onChange: () => void) {
    this.#path = path
    this.#log = log
    this.#onChange = onChange
    this.#stamp = stampOf(path)
    this.#keys = readKeys(path)
    if (this.#keys.size === 0) {
      throw new Error(
        `--trust ${path} has no key, so nothing would ever run: put a public key there (agx keygen makes a pair; the .pub file is meant).`,
      )
    }
  }

  get keyIds(): readonly string[] {
    return [...this.#keys.keys()].sort()
  }

  /** The key of this id, if it counts now. */
  key(keyId: string): KeyObject | undefined {
    if (this.#stamp === null || this.#stamp !== stampOf(this.#path)) this.reload()
    return this.#keys.get(keyId)
  }

  reload(): void {
    const before = this.keyIds.join()
    try {
      const stamp = stampOf(this.#path)
      this.#keys = readKeys(this.#path)
      this.#stamp = stamp
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error)
      this.#stamp = null
      this.#log.error({ error: text }, 'the trusted keys cannot be read; those of before still count')
      return
    }
    if (this.keyIds.join() === before) return
    this.#log.warn({ keys: this.keyIds }, 'other keys are trusted from now on')
    this.#onChange()
  }

  /** Notices changes though nobody asks. */
  watch(): void {
    try {
      this.#watcher = watch(this.#path, { persistent: false }, () => this.reload())
      this.#watcher.on('error', () => this.#watcher?.close())
    } catch (error) {
      this.#log.warn({ error: String(error) }, 'the trusted keys are not watched; send SIGHUP after a change')
    }
  }
}

function stampOf(path: string): bigint | null {
  try {
    const { ctimeNs, ctimeMs } = statSync(path, { bigint: true })
    return Date.now() - Number(ctimeMs) < freshMs ? null : ctimeNs
  } catch {
    return null
  }
}

function readKeys(path: string): Keys {
  const directory = statSync(path, { throwIfNoEntry: false })
  if (directory === undefined || !directory.isDirectory())
    throw new Error(`--trust ${path} is no directory: make it, and put the public keys there.`)
  refuseWritable(`--trust ${path}`, directory)
  const names = readdirSync(path).filter((name) => name.endsWith('.pub'))
  if (names.length > mostKeys) throw new Error(`--trust ${path} has more than ${mostKeys} keys.`)
  const keys = new Map<string, KeyObject>()
  for (const name of names) {
    const key = readKey(join(path, name))
    keys.set(keyIdOf(key), key)
  }
  return keys
}

function readKey(file: string): KeyObject {
  const stat = statSync(file)
  refuseWritable(file, stat)
  const key =
    stat.isFile() && stat.size <= mostKeyBytes ? readPublicKey(readFileSync(file, 'utf8')) : undefined
  if (key !== undefined) return key
  throw new Error(
    `${file} is no Ed25519 public key in PEM: copy the .pub file that agx keygen made, or remove it.`,
  )
}

/** Whoever can write there says what this worker runs. */
function refuseWritable(what: string, { mode, uid }: Stats): void {
  if ((mode & 0o022) !== 0)
    throw new Error(`${what} can be written to by its group or by everybody: chmod go-w it.`)
  if (uid !== 0 && uid !== process.getuid?.())
    throw new Error(
      `${what} belongs to another user (uid ${uid}): it must belong to this worker's user or root.`,
    )
}
