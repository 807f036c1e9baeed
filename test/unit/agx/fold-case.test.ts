/** Nouns and verbs are case-insensitive; ids, files, pipelines and values are not touched. */
import t from 'tap'
import { foldCase } from '../../../agx/dist/program.js'

const cases: readonly (readonly [readonly string[], readonly string[]])[] = [
  [
    ['PLAN', 'Submit'],
    ['plan', 'submit'],
  ],
  [
    ['--json', 'Job', '--agq-addr', 'Host:1', 'STATUS', 'ID'],
    ['--json', 'job', '--agq-addr', 'Host:1', 'status', 'ID'],
  ],
  [
    ['RUN', 'GREP X'],
    ['run', 'GREP X'],
  ],
  [
    ['Jobs', '--plan', 'MyPlan'],
    ['jobs', '--plan', 'MyPlan'],
  ],
  [
    ['Jobs', 'LIST', '--plan', 'MyPlan'],
    ['jobs', 'list', '--plan', 'MyPlan'],
  ],
  [
    ['--session-key=Abc', 'Queue', 'Stats', 'Q'],
    ['--session-key=Abc', 'queue', 'stats', 'Q'],
  ],
  [
    ['Wait', 'ID'],
    ['wait', 'ID'],
  ],
  [['--Help'], ['--Help']],
  [[], []],
]

for (const [argv, folded] of cases) {
  t.test(argv.join(' '), async (t) => t.same(foldCase(argv), folded))
}
