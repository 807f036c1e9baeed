/** The pictures show the table: every transition, no other. */
import { drawJobStatesMermaid, drawJobStatesText, jobTransitions } from '@agenix/specs'
import t from 'tap'

t.test('Mermaid', async (t) => {
  const lines = drawJobStatesMermaid().trimEnd().split('\n')
  t.equal(lines[0], 'stateDiagram-v2')
  const drawn = lines.slice(1).flatMap((line) => {
    const [, from, to, events] = /^ {4}(\S+) --> (\S+?)(?:: (.*))?$/.exec(line) ?? []
    return to === '[*]' ? [] : (events?.split(', ').map((event) => `${from} ${event} ${to}`) ?? [])
  })
  t.same(drawn.sort(), jobTransitions.map((row) => `${row.from ?? '[*]'} ${row.event} ${row.to}`).sort())
  t.same(
    lines.filter((line) => line.endsWith('[*]')),
    ['    completed --> [*]'],
  )
})

t.test('text', async (t) => {
  const drawn = drawJobStatesText()
    .trimEnd()
    .split('\n')
    .map((line) => /^(\S+) +──(\w+)─*▶ (\w+)/.exec(line)?.slice(1).join(' '))
  t.same(
    drawn,
    jobTransitions.map((row) => `${row.from ?? '(new)'} ${row.event} ${row.to}`),
  )
})
