// Is AGQ there for this worker? Goes the worker's way: its address, its key, its certificates. Ends with 0 or says why not.
import { connect } from '@agenix/agx/client'

try {
  const client = await connect({ name: 'agw-health' })
  await client.call('PING')
  await client.close()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
