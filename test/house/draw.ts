/** Writes the drawn parts of the documents: `npm run generate`, after a build. */
import { drawAll, writeDrawn } from './drawn.ts'

for (const drawn of drawAll()) writeDrawn(drawn)
