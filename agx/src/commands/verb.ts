/**
 * What every verb is: a function of the context, its options and its arguments to an exit code. A verb writes through
 * the terminal only, throws `Failure` or `AgqError` for what went wrong, and never ends the process itself.
 */
import type { AgqClient } from '../client/agq-client.ts'
import type { TlsOptions } from '../client/tls.ts'
import type { Config } from '../config.ts'
import type { Terminal } from '../terminal.ts'

/** What `main` constructs once. */
export interface Context {
  readonly config: Config
  readonly terminal: Terminal
}

/** The options every verb that talks to AGQ takes. */
export interface CommonOptions {
  readonly json?: boolean
  readonly agqAddr?: string
  readonly sessionKey?: string
  readonly tls?: boolean
  readonly tlsCa?: string
  readonly tlsCert?: string
  readonly tlsKey?: string
}

/** A verb. Resolves to the exit code. */
export type Verb<Options extends CommonOptions = CommonOptions> = (
  context: Context,
  options: Options,
  args: readonly string[],
) => Promise<number>

/** What the options say of TLS; the client fills in the environment. */
export function tlsOf({ tls, tlsCa, tlsCert, tlsKey }: CommonOptions): TlsOptions {
  return { on: tls, ca: tlsCa, cert: tlsCert, key: tlsKey }
}

/** Connects as the options say, does the work, closes the connection whatever happens. */
export async function withClient<T>(
  options: CommonOptions,
  work: (client: AgqClient) => Promise<T>,
  more: { readonly reconnect?: boolean } = {},
): Promise<T> {
  const { connect } = await import('../client/agq-client.ts')
  const client = await connect({
    addr: options.agqAddr,
    sessionKey: options.sessionKey,
    tls: tlsOf(options),
    name: 'agx',
    ...more,
  })
  try {
    return await work(client)
  } finally {
    await client.close()
  }
}
