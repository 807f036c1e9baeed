// npm run fulldisk: a disk that is filled and freed a hundred times under a running AGQ. Needs root, to mount a tmpfs.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { node, prepare, root } from './prepare.mjs'

prepare()
const result = spawnSync(node, [join(root, 'test', 'fulldisk', 'campaign.ts'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
})
process.exit(result.status ?? 1)
