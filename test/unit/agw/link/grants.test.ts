/** What a lease call answers, read. */
import t from 'tap'
import { readGrants } from '../../../../agw/dist/link/grants.js'

const bulk = (text: string) => Buffer.from(text)
const flat = (
  envelope: string,
  input: Buffer | null,
  inputRef: string | null,
  resume: Buffer | null = null,
): readonly (Buffer | null)[] => [
  ...[
    bulk('job_id'),
    bulk('j'),
    bulk('attempt'),
    bulk('2'),
    bulk('token'),
    bulk('9'),
    bulk('lease_ms'),
    bulk('10000'),
  ],
  ...[
    bulk('envelope'),
    bulk(envelope),
    bulk('input'),
    input,
    bulk('input_ref'),
    inputRef === null ? null : bulk(inputRef),
  ],
  ...[bulk('input_bytes'), bulk('0'), bulk('resume'), resume, bulk('signature'), null],
]
const envelope = JSON.stringify({ job_id: 'j', plan_id: 'p', tasks: [{ task_number: 1, command: 'true' }] })

t.test('nothing', async (t) => {
  t.strictSame(readGrants(null), [])
  t.strictSame(readGrants([]), [])
  t.strictSame(readGrants(bulk('OK status=completed')), [])
})

t.test('grants', async (t) => {
  const grants = readGrants([flat(envelope, bulk('in'), null), flat(envelope, null, 'f'.repeat(64))])
  t.match(grants, [
    {
      kind: 'grant',
      grant: {
        jobId: 'j',
        attempt: 2,
        token: 9,
        input: bulk('in'),
        inputRef: null,
        job: { tasks: [{ timeout_secs: 300 }] },
      },
    },
    { kind: 'grant', grant: { input: null, inputRef: 'f'.repeat(64) } },
  ])
})

t.test('an envelope of a newer AGQ', async (t) => {
  t.match(readGrants([flat(envelope.replace('plan_id', 'plan_idea'), null, null)]), [
    { kind: 'unreadable', jobId: 'j', token: 9, text: /plan_idea/ },
  ])
})

t.test('where to resume', async (t) => {
  const read = (resume: object | string) => {
    const text = typeof resume === 'string' ? resume : JSON.stringify(resume)
    const [granted] = readGrants([flat(envelope, null, null, bulk(text))])
    return granted?.kind === 'grant' ? granted.grant.resume : granted?.kind
  }
  const outputs = [
    { task: 1, sha256: 'a', bytes: 2, inline: 'aGk=' },
    { task: 2, sha256: 'b', bytes: 9, blob: true },
    { task: 3, gone: true },
  ]
  t.match(read({ from_task: 1, outputs }), {
    fromTask: 1,
    outputs: [
      { task: 1, in: 'hand', sha256: 'a', bytes: Buffer.from('hi') },
      { task: 2, in: 'blob', sha256: 'b' },
      { task: 3, in: 'nothing' },
    ],
  })
  for (const odd of ['{', { from_task: 2, outputs: [] }, { from_task: 'x', outputs: [] }, { from_task: 1 }]) {
    t.equal(read(odd), 'unreadable', JSON.stringify(odd))
  }
})

t.test('what a newer AGQ says besides is passed over', async (t) => {
  const newer = [
    bulk('deadline'),
    bulk('soon'),
    bulk('zones'),
    [bulk('a'), null],
    ...flat(envelope, null, null),
    bulk('odd'),
  ]
  t.match(readGrants([newer]), [{ kind: 'grant', grant: { jobId: 'j', attempt: 2, token: 9 } }])
})
