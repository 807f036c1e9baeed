/**
 * Notices that files were replaced, by asking for them once a second: it works on every file system, through links
 * that are swapped, and where a file is removed and written again. A file still being written is waited for.
 */
import { stat } from 'node:fs/promises'

const EVERY_MS = 1_000

export class FileWatch {
  readonly #paths: readonly string[]
  readonly #changed: () => void
  readonly #timer: NodeJS.Timeout
  /** As they were when they were last reported; null: not looked at yet. */
  #known: string | null = null
  #seen: string | null = null
  #looking = false

  /** `changed` is called when they differ from what they were, and have come to rest. */
  constructor(paths: readonly string[], changed: () => void) {
    this.#paths = paths
    this.#changed = changed
    this.#timer = setInterval(() => void this.#look(), EVERY_MS)
    this.#timer.unref()
    void this.#look()
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  async #look(): Promise<void> {
    if (this.#looking) return
    this.#looking = true
    const now = (await Promise.all(this.#paths.map(signOf))).join(' ')
    this.#looking = false
    const atRest = now === this.#seen
    this.#seen = now
    this.#known ??= now
    if (!atRest || now === this.#known) return
    this.#known = now
    this.#changed()
  }
}

async function signOf(path: string): Promise<string> {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true })
    return [dev, ino, size, mtimeNs, ctimeNs].join(':')
  } catch {
    return 'none'
  }
}
