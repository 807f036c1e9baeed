/** Everything a shell would do beyond words and pipes is refused, at its place and with a way out. */
import t from 'tap'
import { PipelineError } from '../../../../agx/dist/pipeline/pipeline-error.js'
import { readPipeline } from '../../../../agx/dist/pipeline/read-pipeline.js'

/** The line, the column of the trouble, and a part of what is said. */
const refused: readonly (readonly [string, number, RegExp])[] = [
  ['a > b', 3, /writes to a file/],
  ['a >> b', 3, /appends/],
  ['a < b', 3, /reads from a file/],
  ['a << b', 3, /here-document/],
  ['a <<< b', 3, /gives a command a text/],
  ['a 2> b', 3, /by its number/],
  ['a 2>&1', 3, /by its number/],
  ['a >&2', 3, /joins streams/],
  ['a &> b', 3, /writes to a file/],
  ['a && b', 3, /after another/],
  ['a || b', 3, /when another fails/],
  ['a; b', 2, /one after the other/],
  ['a &', 3, /background/],
  ['a |& b', 3, /standard error/],
  ['a $x', 3, /variable/],
  ['a $1', 3, /variable/],
  ['a $'.concat('{x}'), 3, /variable/],
  ['a $(b)', 3, /output of a command/],
  ['a `b`', 3, /output of a command/],
  ['a "$x"', 4, /variable/],
  ['a "`b`"', 4, /output of a command/],
  ["a $'b'", 3, /quotes of bash/],
  ['a *.log', 3, /file names/],
  ['a b?', 4, /file names/],
  ['a [a-z]', 3, /file names/],
  ['a ~/b', 3, /home directory/],
  ['a x=~/b', 5, /home directory/],
  ['a {b,c}', 3, /several words/],
  ['a x{1..3}y', 3, /several words/],
  ['X=1 a', 1, /sets a variable/],
  ['a | X=1', 5, /sets a variable/],
  ['# a', 1, /comment/],
  ['a # b', 3, /comment/],
  ['! a', 1, /exit code/],
  ['(a)', 1, /subshell/],
  ['a)', 2, /subshell/],
  ['a\nb', 2, /line break/],
  ["a 'b", 3, /never closed/],
  ['a "b', 3, /never closed/],
  ['a \\', 3, /at the end/],
  ['a \\\n', 3, /at the end/],
  ['', 1, /no command/],
  ['   ', 1, /no command/],
  ['| a', 1, /before/],
  ['a |', 3, /after the last/],
  ['a | | b', 5, /between/],
  ["'' a", 1, /blank/],
  ['cd /tmp', 1, /inside a shell/],
  ['export X', 1, /inside a shell/],
  ['. x', 1, /inside a shell/],
  ['if x', 1, /syntax/],
  ['for x', 1, /syntax/],
  ['{ a', 1, /syntax/],
  ['time a', 1, /syntax/],
  ['a | while read', 5, /syntax/],
  ['a \0', 3, /NUL/],
  ["a '\0'", 4, /NUL/],
  ['日本 > x', 4, /writes to a file/],
]

for (const [line, column, what] of refused) {
  t.test(`refuses ${JSON.stringify(line)}`, async (t) => {
    const error = refusalOf(line)
    t.match(error.message, what)
    t.equal(error.column, column)
    t.not(error.advice, '')
  })
}

function refusalOf(line: string): PipelineError {
  try {
    readPipeline(line)
  } catch (error) {
    if (error instanceof PipelineError) return error
    throw error
  }
  throw new Error(`${JSON.stringify(line)} was accepted`)
}
