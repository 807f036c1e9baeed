/**
 * Who may touch a blob's file: whoever brings it in, or whoever takes it away, never both. A claim begins before the
 * bytes get their name and ends when the database was told of them, so a row never stays without its file: while
 * there is a claim nothing of that name is removed, and a claim ends every removal that had not begun.
 */

/** What one remover marked, and he alone removes. */
export interface Doom {
  readonly names: readonly string[]
}

export class Claims {
  readonly #claimed = new Map<string, number>()
  /** To be removed by whoever doomed them last, unless somebody brings them in first. */
  readonly #doomed = new Map<string, Doom>()
  readonly #leaving = new Map<string, Promise<unknown>>()

  /** Resolves when nobody is removing that name any more. Every claim must be released. */
  async claim(sha256: string): Promise<void> {
    this.#doomed.delete(sha256)
    this.#claimed.set(sha256, (this.#claimed.get(sha256) ?? 0) + 1)
    await this.#leaving.get(sha256)
  }

  release(sha256: string): void {
    const left = (this.#claimed.get(sha256) ?? 0) - 1
    if (left > 0) this.#claimed.set(sha256, left)
    else this.#claimed.delete(sha256)
  }

  /**
   * Marks names to be removed; those that are claimed stay. Whoever marked one before has lost it: what he knows of it
   * is older.
   */
  doom(names: readonly string[]): Doom {
    const doom = { names: names.filter((name) => !this.#claimed.has(name)) }
    for (const name of doom.names) this.#doomed.set(name, doom)
    return doom
  }

  spare(doom: Doom, names: readonly string[]): void {
    for (const name of names) if (this.#doomed.get(name) === doom) this.#doomed.delete(name)
  }

  /** Removes it, if it is still this doom's. Must not reject. Answers whether it did. */
  async remove(doom: Doom, sha256: string, work: () => Promise<void>): Promise<boolean> {
    if (this.#doomed.get(sha256) !== doom) return false
    this.#doomed.delete(sha256)
    const leaving = work().finally(() => this.#leaving.delete(sha256))
    this.#leaving.set(sha256, leaving)
    await leaving
    return true
  }
}
