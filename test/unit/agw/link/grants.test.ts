/** What a lease call answers, read. */
import t from 'tap'
import { readGrants } from '../../../../agw/dist/link/grants.js'

const bulk = (text: string) => Buffer.from(text)
const flat = (
  envelope: string,
  input: Buffer | null,
  inputRef: string | null,
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
  ...[bulk('input_bytes'), bulk('0'), bulk('resume'), null, bulk('signature'), null],
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
