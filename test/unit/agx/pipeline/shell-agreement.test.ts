/** bash is the oracle: every line that is accepted is split by bash into the very same words. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import t from 'tap'
import { PipelineError } from '../../../../agx/dist/pipeline/pipeline-error.js'
import { readPipeline, type Stage } from '../../../../agx/dist/pipeline/read-pipeline.js'

const pieces = [
  ...'ab12 \t\n\'"\\$`|~#!=:,.{}[]*?^%@+-_/é<>&;()',
  ' ',
  ' ',
  ' ',
  "'",
  "'",
  '"',
  '"',
  '\\',
  '|',
  ' | ',
  "''",
  '""',
  '\\\n',
  'a=',
  '{}',
  '.. ',
]
const line = fc
  .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 14 })
  .map((parts) => parts.join(''))

function read(text: string): readonly Stage[] | undefined {
  try {
    return readPipeline(text)
  } catch (error) {
    if (error instanceof PipelineError) return undefined
    throw error
  }
}

t.test('accepted lines mean the same to bash', async (t) => {
  const directory = t.testdir({})
  const empty = join(directory, 'empty')
  mkdirSync(empty)
  let compared = 0
  fc.assert(
    fc.property(line, (text) => {
      const stages = read(text)
      if (stages === undefined) return true
      compared += 1
      const ours = stages.map((stage) => stage.map((word) => word.text))
      const theirs = askBash(text, stages, directory, empty)
      if (JSON.stringify(ours) === JSON.stringify(theirs)) return true
      throw new Error(
        `${JSON.stringify(text)}: we read ${JSON.stringify(ours)}, bash ${JSON.stringify(theirs)}`,
      )
    }),
    { numRuns: 4_000 },
  )
  t.ok(compared > 300, `enough lines were accepted to mean something (${compared})`)
})

/** Puts a printing function in front of every command of the line and lets bash split the rest. */
function askBash(
  text: string,
  stages: readonly Stage[],
  directory: string,
  cwd: string,
): readonly string[][] {
  const starts = stages.map((stage) => stage[0].at)
  let script = 'p() { local n=$1; shift; printf "%s\\0" "$@" > "$OUT/$n"; }\n'
  let from = 0
  for (const [index, at] of starts.entries()) {
    script += `${text.slice(from, at)}p ${index} `
    from = at
  }
  script += text.slice(from)
  execFileSync('bash', ['-c', script], {
    cwd,
    env: { OUT: directory, LC_ALL: 'C.UTF-8', HOME: '/home/nobody' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  return starts.map((_, index) =>
    readFileSync(join(directory, String(index)), 'utf8')
      .split('\0')
      .slice(0, -1),
  )
}
