/** The weakest cell, which every machine has: nothing keeps the processes together but what can be read about them. */
import { groupIsAlive, type Killed, killTree, type Tree, terminateTree } from '../kill-tree.ts'
import type { Cell, CellCommand } from './cell.ts'

export class SessionCell implements Cell {
  readonly level = 'session'

  ready(): null {
    return null
  }

  front(command: CellCommand): CellCommand {
    return command
  }

  within<Result>(start: (place: null) => Result): Result {
    return start(null)
  }

  hasLeftovers(leader: number): boolean {
    return groupIsAlive(leader)
  }

  terminate(tree: Tree): void {
    terminateTree(tree)
  }

  kill(tree: Tree): Promise<Killed> {
    return killTree(tree)
  }

  async close(): Promise<void> {}
}
