/** The parts of the documents that are drawn from the code, each between its two marks. `npm run generate` writes them. */
import { readFileSync, writeFileSync } from 'node:fs'
import { drawJobStatesText } from '@agenix/specs'
import { commandTable } from '../../agq/dist/commands/dispatch.js'
import { commandsWithRoles, roleNames, rolesOf } from '../../agq/dist/roles.js'

export interface Drawn {
  readonly document: string
  readonly mark: string
  readonly text: string
}

export function drawAll(): readonly Drawn[] {
  const rows = commandTable.map(({ name, summary }) => `| \`${name}\` | ${summary.replaceAll('|', '\\|')} |`)
  const marks = commandsWithRoles.map((name) => {
    const cells = roleNames.map((role) => (rolesOf(name).includes(role) ? 'yes' : ''))
    return `| \`${name}\` | ${cells.join(' | ')} |`
  })
  return [
    { document: 'ARCHITECTURE.md', mark: 'states', text: `\`\`\`\n${drawJobStatesText()}\`\`\`` },
    {
      document: 'agq/README.md',
      mark: 'commands',
      text: ['| command | what it does |', '|---|---|', ...rows].join('\n'),
    },
    {
      document: 'agq/README.md',
      mark: 'roles',
      text: [`| command | ${roleNames.join(' | ')} |`, '|---|---|---|---|---|', ...marks].join('\n'),
    },
  ]
}

/** What stands between the marks now; undefined where there are none. */
export function standing({ document, mark }: Drawn): string | undefined {
  return read(document).split(`<!-- ${mark}:begin -->`)[1]?.split(`<!-- ${mark}:end -->`)[0]?.trim()
}

export function writeDrawn(drawn: Drawn): void {
  const { document, mark, text } = drawn
  const [head, rest] = read(document).split(`<!-- ${mark}:begin -->`)
  const tail = rest?.split(`<!-- ${mark}:end -->`)[1]
  if (tail === undefined) throw new Error(`${document} has no marks '${mark}:begin' and '${mark}:end'`)
  writeFileSync(pathOf(document), `${head}<!-- ${mark}:begin -->\n\n${text}\n\n<!-- ${mark}:end -->${tail}`)
}

function read(document: string): string {
  return readFileSync(pathOf(document), 'utf8')
}

function pathOf(document: string): URL {
  return new URL(`../../${document}`, import.meta.url)
}
