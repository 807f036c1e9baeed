/**
 * The slots of this worker and the cells in them: a Job takes one for its whole attempt and gives it back. Slots are
 * made when they are first needed and kept, because a namespace costs some milliseconds.
 */
import type { Cell, Level } from './cell.ts'
import type { SlotGroups } from './slot-groups.ts'

export interface Slot {
  readonly number: number
  /** The name of its working directory, where a cell is sure to be empty after a Job; null: one for each attempt. */
  readonly place: string | null
  readonly cell: Cell
  /** What counts and bounds a task's tree; without any, limits hold for each process alone. */
  readonly groups: SlotGroups
}

export class Slots {
  readonly level: Level
  readonly #make: (slot: number) => Slot
  readonly #free: Slot[] = []
  readonly #all: Slot[] = []

  constructor(level: Level, make: (slot: number) => Slot) {
    this.level = level
    this.#make = make
  }

  take(): Slot {
    const free = this.#free.pop()
    if (free !== undefined) return free
    const slot = this.#make(this.#all.length)
    this.#all.push(slot)
    return slot
  }

  /** Nothing of its task may be left in it. */
  giveBack(slot: Slot): void {
    this.#free.push(slot)
  }

  /** Ends every cell and what is in it: the worker ends. */
  async close(): Promise<void> {
    await Promise.all(this.#all.map(({ cell }) => cell.close()))
    for (const { groups } of this.#all) groups.remove()
  }
}
