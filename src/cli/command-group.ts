import type { Command } from 'commander'
import { didYouMean } from './option-values.ts'

/**
 * Makes `list` what its parent does when no other command follows, so that `hookwright inbox` lists. Words that are no command
 * land here too: they are refused as that, with the nearest command.
 */
export function listsByDefault(list: Command): Command {
  return list
    .allowExcessArguments()
    .allowUnknownOption()
    .hook('preAction', (_, command) => {
      const [first] = command.args
      if (first === undefined) return
      const group = command.parent ?? command
      const names = group.commands.map((c) => c.name())
      if (!first.startsWith('-')) group.error(`error: unknown command '${first}' of ${group.name()}. ${didYouMean(first, names)}There is: ${names.join(', ')}.`)
      const flags = command.options.flatMap((option) => option.long ?? [])
      command.error(`error: unknown option '${first}'. ${didYouMean(first, flags)}`.trimEnd())
    })
}
