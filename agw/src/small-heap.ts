/** Keeps this process small: it is there for months, beside the work of others. */
import { setFlagsFromString } from 'node:v8'

/**
 * Stops the young generation from growing: after 10,000 short Jobs the process has 150 MB instead of 235, and runs as
 * many a second.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
}
