/**
 * Runs the exec room until it is killed: starts a task with a stubborn background process from a state directory, for
 * the test of the sweep. Arguments: the state directory, the file the task writes its pids to.
 */
import { startJob } from '../run/run-one-job.ts'

const [directory = '', pids = ''] = process.argv.slice(2)
const script =
  'trap "" TERM; setsid sleep 1000 & inner=$!; echo output; echo $$ $inner > "$0"; wait; sleep 1000'
startJob(directory, [{ command: 'sh', args: ['-c', script, pids] }])
