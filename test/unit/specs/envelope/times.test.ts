/** RFC 3339: held against Date for what both know, against the RFC's own examples for the rest. */
import assert from 'node:assert/strict'
import { parseTime } from '@agenix/specs'
import fc from 'fast-check'
import t from 'tap'

t.test('RFC 3339, section 5.8', async (t) => {
  t.equal(parseTime('1985-04-12T23:20:50.52Z'), Date.UTC(1985, 3, 12, 23, 20, 50, 520))
  t.equal(parseTime('1996-12-19T16:39:57-08:00'), Date.UTC(1996, 11, 20, 0, 39, 57))
  t.equal(parseTime('1990-12-31T23:59:60Z'), Date.UTC(1991, 0, 1))
  t.equal(parseTime('1990-12-31T15:59:60-08:00'), Date.UTC(1991, 0, 1))
  t.equal(parseTime('1937-01-01T12:00:27.87+00:20'), Date.UTC(1937, 0, 1, 11, 40, 27, 870))
})

t.test('property: every Date reads back', async (t) => {
  const bounds = {
    min: new Date('0000-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  }
  fc.assert(
    fc.property(fc.date(bounds), (date) => {
      assert.equal(parseTime(date.toISOString()), date.getTime())
    }),
    { numRuns: 2000 },
  )
  t.pass()
})

t.test('no such time', async (t) => {
  const wrong = [
    '2026-02-29T00:00:00Z',
    '1900-02-29T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:60:00Z',
    '2026-01-01T00:00:61Z',
    '2026-01-01T12:00:60Z',
    '2026-01-01T00:00:00+24:00',
    '2026-01-01T00:00:00+00:60',
    '2026-01-01T00:00:00',
    '2026-01-01 00:00:00Z',
    '2026-01-01T00:00Z',
    '2026-01-01T00:00:00.Z',
    '2026-1-1T00:00:00Z',
    '',
  ]
  for (const text of wrong) t.equal(parseTime(text), undefined, text)
  t.equal(parseTime('2000-02-29t00:00:00z'), Date.UTC(2000, 1, 29), 'lower case is allowed')
  t.equal(parseTime('2024-02-29T00:00:00.123456789Z'), Date.UTC(2024, 1, 29, 0, 0, 0, 123))
})
