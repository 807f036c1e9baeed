/** The RESP server's door to the rest of AGQ. */

export type { Credential, StoredKey } from './auth.ts'
export type { WireBounds } from './bounds.ts'
export type { Caller, CommandInfo, Dispatch, Dispatched, PubSub, Reply, Request } from './contract.ts'
export type { ListenOn } from './listen.ts'
export { type Security, startWire, type Wire, type WireOptions } from './server.ts'
export type { TlsMaterial } from './tls-door.ts'
export { Traffic } from './traffic.ts'
