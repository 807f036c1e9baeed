/** What the documents say of the code is drawn from the code. */
import { readFileSync } from 'node:fs'
import { drawJobStatesText } from '@agenix/specs'
import t from 'tap'
import { commandTable } from '../../agq/dist/commands/dispatch.js'

t.test('ARCHITECTURE.md has the picture of the job states as the table draws it', async (t) => {
  const text = readFileSync(new URL('../../ARCHITECTURE.md', import.meta.url), 'utf8')
  const picture = text.split('<!-- states:begin -->')[1]?.split('<!-- states:end -->')[0]
  t.equal(picture?.trim(), `\`\`\`\n${drawJobStatesText()}\`\`\``)
})

t.test("agq/README.md lists the commands as AGQ's own table has them", async (t) => {
  const text = readFileSync(new URL('../../agq/README.md', import.meta.url), 'utf8')
  const listed = text.split('<!-- commands:begin -->')[1]?.split('<!-- commands:end -->')[0]
  const rows = commandTable.map(({ name, summary }) => `| \`${name}\` | ${summary.replaceAll('|', '\\|')} |`)
  t.equal(listed?.trim(), ['| command | what it does |', '|---|---|', ...rows].join('\n'))
})
