/** Columns line up, empty ones go, and no cell can drive the terminal. */
import t from 'tap'
import { paletteFor } from '../../../../agx/dist/render/palette.js'
import { renderTable, shorten, showText } from '../../../../agx/dist/render/table.js'

const plain = paletteFor(false)

t.test('aligns and leaves empty columns away', async (t) => {
  const columns = [
    { header: 'NAME' },
    { header: 'SIZE', align: 'right' as const },
    { header: 'EMPTY' },
    { header: 'X' },
  ]
  t.equal(
    renderTable(
      columns,
      [
        ['é', '7', '', 'a'],
        ['long', '1234567', '', ''],
      ],
      plain,
    ),
    'NAME     SIZE  X\né           7  a\nlong  1234567\n',
  )
})

t.test('without headers there is no header line', async (t) => {
  t.equal(renderTable([{ header: '' }, { header: '' }], [['1', 'b']], plain), '1  b\n')
})

t.test('colour is put around the padded text, so widths stay', async (t) => {
  const text = renderTable(
    [{ header: '' }, { header: '' }],
    [
      [{ text: 'a', dress: paletteFor(true).red }, 'b'],
      ['ccc', 'd'],
    ],
    plain,
  )
  t.equal(text, '\x1b[31ma  \x1b[39m  b\nccc  d\n')
})

t.test('control characters are shown, not obeyed', async (t) => {
  t.equal(showText('a\x1b[2Jb\n\t\u202e'), 'a\\x1b[2Jb\\n\\t\\x202e')
  t.equal(shorten('日本語です', 3), '日本…')
})
