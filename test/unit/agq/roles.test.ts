/** Every command has its roles: one that is added without them is noticed here. */
import t from 'tap'
import { commandTable } from '../../../agq/dist/commands/dispatch.js'
import { commandsWithRoles, rolesOf } from '../../../agq/dist/roles.js'
import { connectionCommands } from '../../../agq/dist/wire/connection-commands.js'

const all = [...commandTable, ...connectionCommands].map(({ name }) => name)

t.strictSame(commandsWithRoles.toSorted(), all.toSorted(), 'the table has each command once, and no other')
for (const name of all) t.ok(rolesOf(name).includes('admin'), `an admin may ${name}`)
for (const name of ['BACKUP', 'RELOAD', 'QUEUE.PURGE', 'JOB.DELETE', 'PLAN.DELETE']) {
  t.strictSame(rolesOf(name), ['admin'], `${name} is for admins`)
}
t.notOk(rolesOf('JOB.SUBMIT').includes('worker'), 'who runs Jobs does not submit them')
t.notOk(rolesOf('JOB.OUTPUT').includes('worker'), "nor read others' outputs")
t.notOk(rolesOf('JOB.LEASE').includes('submitter'), 'who submits Jobs does not take them')
for (const name of all) {
  if (!rolesOf(name).includes('reader')) continue
  t.ok(rolesOf(name).includes('submitter'), `a submitter may ${name}, as a reader may`)
}
t.strictSame(rolesOf('JOB.UNHEARD_OF'), [], "what is not in the table is nobody's")
