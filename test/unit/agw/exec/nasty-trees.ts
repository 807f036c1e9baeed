/**
 * Trees that try to outlive their task: each is a shell text whose processes all have `$0` (a word of the test) among
 * their arguments, so that the test can look for survivors with its own eyes, whatever they did to everything else.
 */
import { readdirSync, readFileSync } from 'node:fs'

export const nastyTrees: Readonly<Record<string, string>> = {
  'a plain child': 'sleep 1000.$1 & sleep 1000.$1',
  'sessions of their own': 'setsid sleep 1000.$1 & setsid sh -c "sleep 1000.$1; :" & sleep 1000.$1',
  'forked twice': '( ( sleep 1000.$1 & ) & ) ; setsid sh -c "(sleep 1000.$1 &)" ; sleep 1000.$1',
  'nohup, and nothing of the environment':
    'env -i nohup setsid sleep 1000.$1 >/dev/null 2>&1 & sleep 1000.$1',
  'elsewhere, environment and output gone':
    'cd / ; env -i setsid sh -c "exec sleep 1000.$1" >/dev/null 2>&1 </dev/null & sleep 1000.$1',
  'deaf to SIGTERM':
    'trap "" TERM HUP INT; sh -c "trap \\"\\" TERM; while :; do sleep 1000.$1; done" & sleep 1000.$1',
  'stopped by themselves':
    'sh -c "kill -STOP \\$\\$; sleep 1000.$1" sh 1000.$1 & kill -STOP $$; sleep 1000.$1',
  'forking while they are killed':
    'f() { while :; do setsid sleep 1000.$1 & sleep 0.002; done; }; f & trap "" TERM; sleep 1000.$1',
  'output held open by a daemon': 'setsid sh -c "trap \\"\\" TERM; sleep 1000.$1; :" & exec sleep 1000.$1',
}

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
