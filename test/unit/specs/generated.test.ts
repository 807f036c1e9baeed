/** What is generated is what the schemas say today, byte for byte; the compiled validators need nothing but ajv's runtime. */
import { readFileSync } from 'node:fs'
import t from 'tap'
import { generate } from '../../../specs/scripts/generate.ts'

t.test('regenerating changes nothing', async (t) => {
  const files = await generate()
  t.same(Object.keys(files).sort(), ['types.ts', 'validate-all.ts', 'validate-first.ts'])
  for (const [name, text] of Object.entries(files)) {
    const committed = readFileSync(new URL(`../../../specs/src/generated/${name}`, import.meta.url), 'utf8')
    t.ok(committed === text, `${name} is up to date: otherwise run node specs/scripts/generate.ts`)
  }
})

t.test('all of it is read-only, and no validator calls require', async (t) => {
  const {
    'types.ts': types = '',
    'validate-first.ts': first = '',
    'validate-all.ts': all = '',
  } = await generate()
  t.equal(types.match(/^ +(?!readonly )\w+\??:/gm), null, 'every field is readonly')
  t.equal(types.match(/: (?!readonly )[^;\n]*\[\]/g), null, 'every array is readonly')
  for (const text of [first, all]) {
    t.notMatch(text, /\brequire\(/)
    t.notMatch(text, /\b(eval|Function)\(/)
  }
})
