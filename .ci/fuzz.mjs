// npm run fuzz: the long form of the decoder's fuzzing; `-- --frames n --seed n --only n` go to test/fuzz/campaign.ts.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { node, prepare, root } from './prepare.mjs'

prepare()
const result = spawnSync(node, [join(root, 'test', 'fuzz', 'campaign.ts'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
})
process.exit(result.status ?? 1)
