/**
 * The SDK of AGEniX: connect to AGQ, submit Jobs, read their status and exact output, listen to events.
 * This is all that other packages may import of agx.
 */
export { type Address, defaultAddress, formatAddress, isLocal, parseAddress } from './address.ts'
export { AgqClient, connect, type JobInput, type OutputRange } from './agq-client.ts'
export { AgqError, type AgqErrorCode, isUnreachable } from './agq-error.ts'
export { agxHome, type ConnectOptions, findSessionKey, type SessionKey, type Target } from './config.ts'
export type { Subscription, SubscriptionOptions } from './subscription.ts'
export type { TlsOptions } from './tls.ts'
export {
  type Argument,
  type BlobRef,
  type BytesReply,
  type JobEvent,
  type JobStatusView,
  type Reply,
  readOk,
  type StreamName,
  type TaskResultView,
  type WhyView,
} from './views.ts'
