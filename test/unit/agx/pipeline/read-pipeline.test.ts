/** What the pipeline reader accepts, and what words it makes of it. */
import t from 'tap'
import { readPipeline } from '../../../../agx/dist/pipeline/read-pipeline.js'

const accepted: readonly (readonly [string, readonly (readonly string[])[]])[] = [
  ['grep -i error app.log | sort | uniq -c', [['grep', '-i', 'error', 'app.log'], ['sort'], ['uniq', '-c']]],
  ['a|b', [['a'], ['b']]],
  ["echo 'a b' c", [['echo', 'a b', 'c']]],
  ["echo ''", [['echo', '']]],
  ['echo a\'b\'"c"d', [['echo', 'abcd']]],
  ["awk '{print $1}'", [['awk', '{print $1}']]],
  ['echo "a \\$x \\" \\\\ \\` \\n"', [['echo', 'a $x " \\ ` \\n']]],
  ['echo "a\\\nb"', [['echo', 'ab']]],
  ['echo a\\ b \\| \\$x', [['echo', 'a b', '|', '$x']]],
  ['echo a\\\nb', [['echo', 'ab']]],
  ['grep \'a|b\' "c|d"', [['grep', 'a|b', 'c|d']]],
  ['grep foo$', [['grep', 'foo$']]],
  ['grep "foo$"', [['grep', 'foo$']]],
  ['find . ! -name x', [['find', '.', '!', '-name', 'x']]],
  ['find . -name x -exec cat {} +', [['find', '.', '-name', 'x', '-exec', 'cat', '{}', '+']]],
  ['echo a#b a~b x=1', [['echo', 'a#b', 'a~b', 'x=1']]],
  ["'if' x", [['if', 'x']]],
  ['/usr/bin/cd x', [['/usr/bin/cd', 'x']]],
  ['env A=1 b', [['env', 'A=1', 'b']]],
  ['a \t b\n', [['a', 'b']]],
  ["echo 'two\nlines'", [['echo', 'two\nlines']]],
  ['echo é 日本 😀', [['echo', 'é', '日本', '😀']]],
]

for (const [line, words] of accepted) {
  t.test(`accepts ${JSON.stringify(line)}`, async (t) => {
    t.same(
      readPipeline(line).map((stage) => stage.map((word) => word.text)),
      words,
    )
  })
}
