/**
 * Trees that try to outlive their task: each is a shell text whose processes all have `1000.$1` (a word of the test)
 * among their arguments, so that the test can look for survivors with its own eyes, whatever they did to all else.
 */
import { readdirSync, readFileSync } from 'node:fs'

export interface NastyTree {
  readonly name: string
  readonly text: string
  /** Some process of it keeps neither session nor parent, environment, directory or output. */
  readonly leavesNoTrace?: boolean
}

export const nastyTrees: readonly NastyTree[] = [
  { name: 'a plain child', text: 'sleep 1000.$1 & sleep 1000.$1' },
  {
    name: 'sessions of their own',
    text: 'setsid sleep 1000.$1 & setsid sh -c "sleep 1000.$1; :" & sleep 1000.$1',
  },
  {
    name: 'forked twice',
    text: '( ( sleep 1000.$1 & ) & ) ; setsid sh -c "(sleep 1000.$1 &)" ; sleep 1000.$1',
  },
  {
    name: 'nohup, and nothing of the environment',
    text: 'env -i nohup setsid sleep 1000.$1 >/dev/null 2>&1 & sleep 1000.$1',
  },
  {
    name: 'elsewhere, environment and output gone',
    text: 'cd / ; env -i setsid sh -c "exec sleep 1000.$1" >/dev/null 2>&1 </dev/null & sleep 1000.$1',
    leavesNoTrace: true,
  },
  {
    name: 'deaf to SIGTERM',
    text: 'trap "" TERM HUP INT; sh -c "trap \\"\\" TERM; while :; do sleep 1000.$1; done" & sleep 1000.$1',
  },
  {
    name: 'stopped by themselves',
    text: 'sh -c "kill -STOP \\$\\$; sleep 1000.$1" sh 1000.$1 & kill -STOP $$; sleep 1000.$1',
  },
  {
    name: 'forking while they are killed',
    text: 'f() { while :; do setsid sleep 1000.$1 & sleep 0.002; done; }; f & trap "" TERM; sleep 1000.$1',
  },
  {
    name: 'output held open by a daemon',
    text: 'setsid sh -c "trap \\"\\" TERM; sleep 1000.$1; :" & exec sleep 1000.$1',
  },
]

/** The processes that have the word among their arguments, by the test's own reading. */
export function survivors(word: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => readCommandLine(pid).some((argument) => argument.includes(`1000.${word}`)))
    .map(Number)
}

function readCommandLine(pid: string): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1').split('\0')
  } catch {
    return []
  }
}
