/** What the documents say of the code is drawn from the code. */
import t from 'tap'
import { drawAll, standing } from './drawn.ts'

for (const drawn of drawAll()) {
  t.equal(
    standing(drawn),
    drawn.text.trim(),
    `${drawn.document} has its '${drawn.mark}' as the code draws them (npm run generate)`,
  )
}
