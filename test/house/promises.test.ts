/** What the documents say is held by a test names tests that are there. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { repositoryRoot } from '../harness/config.ts'

/** Rows of the Markdown tables in a text, as cells. */
function rowsOf(text: string): readonly (readonly string[])[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('|---'))
    .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')))
}

/** `room/name` in backticks: a test file, or a room. */
function namesIn(cell: string): readonly string[] {
  return [
    ...cell.matchAll(/`((?:unit|e2e|crash|fleet|fuzz|fulldisk|kills|simulation|house|bench)[a-z0-9/-]*)`/g),
  ].map(([, name]) => name ?? '')
}

function isThere(name: string): boolean {
  const path = join(repositoryRoot, 'test', name)
  return existsSync(`${path}.test.ts`) || existsSync(path)
}

const read = (path: string): string => readFileSync(join(repositoryRoot, path), 'utf8')

t.test('each failure in ARCHITECTURE.md names its tests', async (t) => {
  const part = read('ARCHITECTURE.md').split('<!-- failures:begin -->')[1]?.split('<!-- failures:end -->')[0]
  const rows = rowsOf(part ?? '').slice(1)
  t.ok(rows.length > 10, 'there are rows')
  for (const [what = '', , heldBy = ''] of rows) {
    const names = namesIn(heldBy)
    t.ok(names.length > 0, `${what}: a test is named`)
    t.same(
      names.filter((name) => !isThere(name)),
      [],
      `${what}: the tests are there`,
    )
  }
})

t.test('each promise in test/README.md names its tests', async (t) => {
  const rows = rowsOf(read('test/README.md')).filter((row) => row.some((cell) => namesIn(cell).length > 0))
  t.ok(rows.length > 10, 'there are rows')
  const names = rows.flatMap((row) => row.flatMap(namesIn))
  t.same(
    names.filter((name) => !isThere(name)),
    [],
  )
})
