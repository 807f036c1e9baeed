/**
 * Aligned columns for people. Widths are counted in characters after control characters were made visible, so that
 * a hostile name cannot move the cursor. The last column is never padded.
 */
import type { Palette } from './palette.ts'

/** One column: its header, which side it leans to, how wide it may grow. */
export interface Column {
  readonly header: string
  readonly align?: 'left' | 'right'
  readonly max?: number
}

/** A cell: a text, and what to dress it in once it is padded. */
export type Cell = string | { readonly text: string; readonly dress: (text: string) => string }

/** The table as lines. Headers are dim, and left away when they are all empty; so is a column without a single cell. */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  palette: Palette,
): string {
  const all = rows.map((row) => columns.map((column, index) => fit(row[index] ?? '', column.max)))
  const shown = columns.map((_, index) => index).filter((index) => all.some((row) => row[index]?.text !== ''))
  const kept = shown.map((index) => columns[index] ?? { header: '' })
  const cells = all.map((row) => shown.map((index) => row[index] ?? fit('', undefined)))
  const headers = kept.map((column) => ({ text: column.header, dress: palette.dim }))
  const lines = headers.some((header) => header.text !== '') ? [headers, ...cells] : cells
  const widths = kept.map((_, index) =>
    lines.reduce((widest, line) => Math.max(widest, widthOf(line[index]?.text ?? '')), 0),
  )
  return lines.map((line) => `${renderLine(line, kept, widths)}\n`).join('')
}

interface FittedCell {
  readonly text: string
  readonly dress: (text: string) => string
}

function renderLine(
  line: readonly FittedCell[],
  columns: readonly Column[],
  widths: readonly number[],
): string {
  const cells = line.map(({ text, dress }, index) =>
    dress(pad(text, widths[index] ?? 0, columns[index]?.align, index === line.length - 1)),
  )
  return cells.join('  ').trimEnd()
}

/** Text with control characters shown as escapes: nothing from the wire may drive a terminal. */
export function showText(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, (character) => {
    const known: Record<string, string> = { '\n': '\\n', '\t': '\\t', '\r': '\\r' }
    return known[character] ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`
  })
}

/** At most `max` characters, with an ellipsis where something is missing. */
export function shorten(text: string, max: number): string {
  const characters = [...text]
  return characters.length <= max ? text : `${characters.slice(0, Math.max(0, max - 1)).join('')}…`
}

function fit(cell: Cell, max: number | undefined): FittedCell {
  const { text, dress } = typeof cell === 'string' ? { text: cell, dress: (same: string) => same } : cell
  const shown = showText(text)
  return { text: max === undefined ? shown : shorten(shown, max), dress }
}

function pad(text: string, width: number, align: Column['align'], last: boolean): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)))
  if (align === 'right') return space + text
  return last ? text : text + space
}

function widthOf(text: string): number {
  return [...text].length
}
