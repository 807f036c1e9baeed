import t from 'tap'
import { affordableClients, ownLimits } from '../../../../agq/dist/ops/descriptors.js'

const limitsOf = (soft: string): string =>
  `Limit                     Soft Limit           Hard Limit           Units\nMax open files            ${soft.padEnd(20)} 1048576              files\n`

t.test('connections leave descriptors for everything else', async (t) => {
  t.equal(affordableClients(10_000, limitsOf('1048576')), 10_000)
  t.equal(affordableClients(10_000, limitsOf('11500')), 10_000)
  t.equal(affordableClients(10_000, limitsOf('11499')), 9_999)
  t.equal(affordableClients(10_000, limitsOf('4096')), 2_596)
  t.equal(affordableClients(10_000, limitsOf('1024')), 512)
  t.equal(affordableClients(10_000, limitsOf('1')), 1)
  t.equal(affordableClients(10_000, limitsOf('unlimited')), 10_000)
  t.equal(affordableClients(10_000, ''), 10_000, 'where the system does not say')
})

t.test('the system says it', { skip: process.platform !== 'linux' && 'Linux tells it' }, async (t) => {
  t.match(ownLimits(), /^Max open files/m)
})
