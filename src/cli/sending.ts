import type { Command } from 'commander'
import type { Sending } from '#contract/sending.ts'
import { talksToInstance, withInstance } from './connect.ts'
import type { ConnectOptions } from './connect.ts'
import { renderFields } from './table.ts'
import type { Terminal } from './terminal.ts'
import { visibleJson } from './text.ts'

export function addSending(program: Command, terminal: Terminal): void {
  const sending = program.command('sending').summary('pause all sending, and go on').description('Shows whether calls are made at all, pauses them, and goes on.')
  talksToInstance(sending.command('show', { isDefault: true }).summary('whether calls are made').description('Shows whether calls are made at all.')).action((options: ConnectOptions) =>
    withInstance(options, async (client) => show(terminal, await client.call('getSending'), options)),
  )
  const change = (name: string, paused: boolean, summary: string, description: string): void => {
    talksToInstance(sending.command(name).summary(summary).description(description)).action((options: ConnectOptions) =>
      withInstance(options, async (client) => show(terminal, await client.call('changeSending', { body: { paused } }), options)),
    )
  }
  change('pause', true, 'begin no more calls', 'Begins no more calls until sending goes on, over a restart too. What is in flight goes on; horizons are not put off.')
  change('resume', false, 'go on', 'Goes on with what waits.')
}

function show(terminal: Terminal, { paused }: Sending, options: ConnectOptions): void {
  if (options.json) return terminal.print(visibleJson({ paused }))
  const state = paused ? 'paused' : 'on'
  terminal.print(terminal.mode === 'quiet' ? state : renderFields([['Sending', state, 'strong']], terminal))
}
