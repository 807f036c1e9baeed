/** What the command line says of signatures: `agx keygen`, and the options of every verb that makes a Job. */
import type { Command } from 'commander'
import type { Does } from './life-verbs.ts'

/** `--sign KEY` and what goes with it. */
export function addSignOptions(command: Command): Command {
  return command
    .option(
      '--sign <key>',
      'sign the Job with this private key, for workers with agw --trust (see agx keygen)',
    )
    .option('--sign-for <s>', 'how long the signature lasts, in seconds (default: 86400, a day)')
    .option('--audience <name>', 'whom it is for: the --audience of the workers (default: default)')
}

/** The noun-less verb that makes a key. */
export function addKeygen(program: Command, does: Does): void {
  program
    .command('keygen')
    .description('make a pair of keys to sign Jobs with: FILE for you, FILE.pub for workers (agw --trust)')
    .argument('[file]', 'where to write it (default: $AGX_HOME/sign.key); nothing is ever replaced')
    .action(does(async () => (await import('./commands/keygen.ts')).keygen))
}
