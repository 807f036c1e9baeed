/**
 * RFC 3339 times. The schema holds their shape; here is the calendar.
 */

const shape =
  /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/

const daysOfMonth = (year: number, month: number): number =>
  new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate()

/**
 * Milliseconds since 1970 of an RFC 3339 time, or undefined where there is no such time (a 30th of February, an hour
 * 25). Digits below a millisecond are dropped. A leap second (23:59:60 UTC) is the first moment of the next minute.
 */
export const parseTime = (text: string): number | undefined => {
  const match = shape.exec(text)
  if (match === null) return undefined
  const part = (index: number): number => Number(match[index] ?? 0)
  const [year, month, day, hour, minute, second] = [part(1), part(2), part(3), part(4), part(5), part(6)]
  const [offsetHour, offsetMinute] = [part(9), part(10)]
  if (month < 1 || month > 12 || day < 1 || day > daysOfMonth(year, month)) return undefined
  if (hour > 23 || minute > 59 || second > 60 || offsetHour > 23 || offsetMinute > 59) return undefined
  // Date.UTC reads the years 0 to 99 as 1900 to 1999: count from 400 years later, the calendar's period.
  const ms = Date.UTC(year + 400, month - 1, day, hour, minute, second) - 146_097 * 86_400_000
  const offset = (offsetHour * 60 + offsetMinute) * 60_000 * (match[8] === '-' ? -1 : 1)
  const utc = ms - offset
  if (second === 60 && utc % 86_400_000 !== 0) return undefined
  return utc + Number((match[7] ?? '').padEnd(3, '0').slice(0, 3))
}
