/** What a worker finds on its PATH. */
import { chmodSync, symlinkSync } from 'node:fs'
import t from 'tap'
import { capTools, findTools } from '../../../../agw/dist/policy/tools.js'

t.test('executable files, each name once, sorted', async (t) => {
  const directory = t.testdir({ a: { zed: '', both: '', plain: '', dir: {} }, b: { both: '', able: '' } })
  for (const file of ['a/zed', 'a/both', 'b/both', 'b/able']) chmodSync(`${directory}/${file}`, 0o755)
  t.strictSame(findTools([`${directory}/a`, `${directory}/gone`, `${directory}/b`]), ['able', 'both', 'zed'])
})

t.test('links that lead nowhere are no tools, and stop nobody', async (t) => {
  const directory = t.testdir({ real: '' })
  chmodSync(`${directory}/real`, 0o755)
  for (const [name, target] of [
    ['itself', 'itself'],
    ['nowhere', 'gone'],
    ['link', 'real'],
  ] as const)
    symlinkSync(target, `${directory}/${name}`)
  t.strictSame(findTools([directory]), ['link', 'real'])
})

t.test('no more than a registration may carry', async (t) => {
  const many = Array.from({ length: 30_000 }, (_, index) => `tool-${index}`)
  t.equal(capTools(many).length, 20_000)
  const long = Array.from({ length: 20_000 }, (_, index) => `${'x'.repeat(240)}${index}`)
  t.ok(Buffer.byteLength(JSON.stringify(capTools(long))) < 1_048_576)
})
