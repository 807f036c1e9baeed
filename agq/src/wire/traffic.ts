/** What went over the wire since the server began: commands by name, errors by code. Two counts in memory, no more. */
export class Traffic {
  readonly #commands = new Map<string, number>()
  readonly #errors = new Map<string, number>()

  /** `name` is one of the catalogue, so there are never many. */
  countCommand(name: string): void {
    this.#commands.set(name, (this.#commands.get(name) ?? 0) + 1)
  }

  countError(code: string): void {
    this.#errors.set(code, (this.#errors.get(code) ?? 0) + 1)
  }

  get commands(): ReadonlyMap<string, number> {
    return this.#commands
  }

  get errors(): ReadonlyMap<string, number> {
    return this.#errors
  }
}
