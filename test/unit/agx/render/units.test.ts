/** Durations, sizes and ages at their edges. */
import t from 'tap'
import { showAge, showBytes, showCount, showDuration } from '../../../../agx/dist/render/units.js'

t.test('durations', async (t) => {
  const shown: readonly (readonly [number, string])[] = [
    [0, '0 ms'],
    [3.6, '4 ms'],
    [99.4, '99 ms'],
    [99.6, '0.10 s'],
    [1_234, '1.23 s'],
    [9_994, '9.99 s'],
    [12_340, '12.3 s'],
    [59_949, '59.9 s'],
    [59_950, '1 min 00 s'],
    [3_599_400, '59 min 59 s'],
    [3_600_000, '1 h 00 min'],
    [90_000_000, '1 d 1 h'],
    [-1, '?'],
    [Number.NaN, '?'],
  ]
  for (const [ms, text] of shown) t.equal(showDuration(ms), text)
})

t.test('sizes', async (t) => {
  const shown: readonly (readonly [number, string])[] = [
    [0, '0 B'],
    [1_023, '1023 B'],
    [1_024, '1.0 KiB'],
    [10_239, '10 KiB'],
    [1_022_000, '998 KiB'],
    [1_023_999, '1.0 MiB'],
    [30_000_000, '29 MiB'],
    [5e12, '4.5 TiB'],
    [Number.MAX_SAFE_INTEGER, '8.0 PiB'],
  ]
  for (const [bytes, text] of shown) t.equal(showBytes(bytes), text)
})

t.test('ages and counts', async (t) => {
  const now = Date.parse('2026-01-01T00:00:00Z')
  t.equal(showAge('2025-12-31T23:59:48Z', now), '12 s ago')
  t.equal(showAge('2025-12-31T22:00:00Z', now), '2 h ago')
  t.equal(showAge('2026-01-01T00:00:01Z', now), 'just now', 'clocks differ')
  t.equal(showAge(null, now), '')
  t.equal(showAge('nonsense', now), '')
  t.equal(showCount(1, 'task'), '1 task')
  t.equal(showCount(0, 'task'), '0 tasks')
})
