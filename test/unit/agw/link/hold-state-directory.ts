/** Holds a state directory until it is killed. Argument: the directory. */
import { openStateDirectory } from '../../../../agw/dist/link/state-directory.js'

const state = openStateDirectory({ data: process.argv[2], home: '', workerId: undefined, name: 'host' })
console.log(state.workerId)
setInterval(() => state, 60_000)
