// npm run sim: the simulation in its long form, a million jobs in ten thousand virtual hours.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { node, prepare, root } from './prepare.mjs'

prepare()
const result = spawnSync(node, [join(root, 'test', 'simulation', 'campaign.ts'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
})
process.exit(result.status ?? 1)
