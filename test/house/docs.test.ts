/** What the documents say of the code is drawn from the code. */
import { readFileSync } from 'node:fs'
import { drawJobStatesText } from '@agenix/specs'
import t from 'tap'

t.test('ARCHITECTURE.md has the picture of the job states as the table draws it', async (t) => {
  const text = readFileSync(new URL('../../ARCHITECTURE.md', import.meta.url), 'utf8')
  const picture = text.split('<!-- states:begin -->')[1]?.split('<!-- states:end -->')[0]
  t.equal(picture?.trim(), `\`\`\`\n${drawJobStatesText()}\`\`\``)
})
