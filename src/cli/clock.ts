import type { Command } from 'commander'
import type { Client } from '#client/http.ts'
import { followLive } from '#client/live.ts'
import type { ClockState } from '#contract/clock.ts'
import { talksToInstance, withInstance } from './connect.ts'
import type { ConnectOptions } from './connect.ts'
import { EXIT } from './exit-code.ts'
import { Failure } from './failure.ts'
import { durationMs, isoTime } from './option-values.ts'
import { movementBar } from './progress.ts'
import { renderFields } from './table.ts'
import type { Terminal } from './terminal.ts'
import { visible, visibleJson } from './text.ts'

interface AdvanceOptions extends ConnectOptions {
  readonly patience: number
}

export function addClock(program: Command, terminal: Terminal): void {
  const clock = program.command('clock').summary('which time it is; move virtual time').description('Shows the clock of the instance, switches and moves it.')
  talksToInstance(clock.command('show', { isDefault: true }).summary('which time it is').description('Shows which time it is, and when the next delivery is due.')).action(
    (options: ConnectOptions) => withInstance(options, async (client) => show(terminal, await client.call('getClock'), options)),
  )
  const mode = clock
    .command('set')
    .summary('switch between real and virtual time')
    .description('Switches between real and virtual time. Time goes on from where it is: what waits keeps its distance from now.')
    .argument('<mode>', 'real, or virtual: stands still until it is advanced')
    .action((to: string, options: ConnectOptions) => {
      if (to !== 'real' && to !== 'virtual') throw new Failure(EXIT.usage, `a clock is real or virtual, not "${to}".`)
      return withInstance(options, async (client) => show(terminal, await client.call('setClock', { body: { mode: to } }), options))
    })
  talksToInstance(mode)
  const advance = clock
    .command('advance')
    .summary('move virtual time, running what falls due')
    .description('Moves virtual time and runs everything that falls due on the way. Comes back when all of it has settled.')
    .argument('<to>', 'how far, such as 10s, 10m, 1h or 7d; or next: to what is due next; idle: until nothing is left to do; or a time such as 2026-03-01T12:00:00Z', target)
    .option('--patience <duration>', 'real time that a call is given to answer before virtual time moves on past it', durationMs, 1_000)
    .action((to: Target, options: AdvanceOptions) =>
      withInstance(options, async (client) => {
        const moved = await watched(terminal, client, options, () => client.call('advanceClock', { body: { ...to, patienceMs: options.patience } }))
        const past = moved.unanswered === 0 ? '' : ` ${moved.unanswered} had not answered within the patience: time moved on.`
        if (!options.json) terminal.note(visible(`Moved by ${moved.movedMs / 1000} s; ${moved.attempts} ${moved.attempts === 1 ? 'call' : 'calls'} ended.${past}`))
        show(terminal, moved, options)
      }),
    )
  talksToInstance(advance)
}

type Target = { ms: number } | { to: string }

function target(to: string): Target {
  if (to === 'next' || to === 'idle') return { to }
  return /^\d{4}-/.test(to) ? { to: isoTime(to) } : { ms: durationMs(to) }
}

/** Shows how far time has got until the movement is over. */
async function watched<T>(terminal: Terminal, client: Client, { json }: ConnectOptions, movement: () => Promise<T>): Promise<T> {
  const over = new AbortController()
  const shown = json ? undefined : showMoving(terminal, client, over.signal)
  try {
    return await movement()
  } finally {
    over.abort()
    await shown
    terminal.progress(null)
  }
}

async function showMoving(terminal: Terminal, client: Client, signal: AbortSignal): Promise<void> {
  try {
    for await (const { event, data } of followLive(client, { signal })) {
      if (event === 'status' && data.clock.moving && !signal.aborted) terminal.progress(movementBar(data.clock.moving, data.clock.now))
    }
  } catch {
    // Whatever is in the way of it is told by the movement itself.
  }
}

function show(terminal: Terminal, state: ClockState, options: ConnectOptions): void {
  if (options.json) return terminal.print(visibleJson(state))
  if (terminal.mode === 'quiet') return terminal.print(state.now)
  const ahead = state.offsetMs === 0 ? undefined : `${state.offsetMs / 1000} s ahead of this machine`
  terminal.print(renderFields([['Clock', state.mode, 'strong'], ['Now', state.now], ['Offset', ahead], ['Next due', state.nextDueAt ?? 'nothing waits']], terminal))
}
