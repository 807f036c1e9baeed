/** The levels of containment that can be had here, and what each can promise of trees that try to outlive their task. */
import { spawnSync } from 'node:child_process'
import { type Level, levels } from '../../agw/dist/exec/cells/cell.js'
import { removeGroups } from '../../agw/dist/exec/cells/cgroups.js'
import { contain } from '../../agw/dist/exec/cells/containment.js'
import { cleanEnvironment } from '../harness/index.ts'
import { type NastyTree, nastyTrees } from './nasty-trees.ts'

/** Null, or why a worker here cannot have this level. */
export async function whyNoLevel(level: Level): Promise<string | null> {
  const [unshare = null, nsenter = null] = ['unshare', 'nsenter'].map(
    (name) => spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim() || null,
  )
  const environment = cleanEnvironment('/')
  try {
    const { slots, groups } = await contain({
      stateId: `probe${process.pid}`,
      unshare,
      nsenter,
      isRoot: process.getuid?.() === 0,
      environment,
      wanted: level,
    })
    await slots.close()
    removeGroups(groups)
    return null
  } catch (error) {
    return String(error)
  }
}

/** What a level ends for certain. The weakest cannot tell from strangers who left everything behind. */
export function treesOf(level: Level): readonly NastyTree[] {
  return level === 'session' ? nastyTrees.filter(({ leavesNoTrace }) => !leavesNoTrace) : nastyTrees
}

export { levels }
