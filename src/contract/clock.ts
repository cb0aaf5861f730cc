import { z } from 'zod'
import { Time } from './common.ts'

export const ClockMode = z.enum(['real', 'virtual'])

export const Movement = z
  .object({
    from: Time,
    until: Time.nullable().meta({ description: 'Null: as far as there is something to do.' }),
    attempts: z.int().meta({ description: 'Calls that have ended on the way so far.' }),
  })
  .meta({ id: 'ClockMovement' })
export type Movement = z.infer<typeof Movement>

export const ClockState = z
  .object({
    mode: ClockMode,
    now: Time,
    offsetMs: z.number().meta({ description: 'How far it is ahead of the machine (behind: negative). Real time goes on from where virtual time was left.' }),
    nextDueAt: Time.nullable().meta({ description: 'When the next waiting delivery is due.' }),
    moving: Movement.nullable().meta({ description: 'How virtual time is being moved at this moment; `now` says how far it has got. Null: it stands.' }),
  })
  .meta({ id: 'Clock' })
export type ClockState = z.infer<typeof ClockState>

const patienceMs = z.int().min(0).max(600_000).default(1_000).meta({
  description: 'Real time that a call in flight is given to answer before virtual time moves on past it.',
})

/** How far to move a virtual clock. */
export const ClockAdvance = z
  .union([
    z.strictObject({ ms: z.int().min(0).max(365 * 86_400_000), patienceMs }),
    z.strictObject({
      to: z.union([z.enum(['next', 'idle']), z.iso.datetime({ offset: true })]).meta({ description: 'next: when the next work is due. idle: until no work is left. Or an ISO time.' }),
      patienceMs,
    }),
  ])
  .meta({ id: 'ClockAdvance' })

export const ClockAdvanced = ClockState.extend({
  movedMs: z.number(),
  attempts: z.int().meta({ description: 'Calls that ended on the way.' }),
  unanswered: z.int().meta({ description: 'Calls that are still open: time moved on past them when their patience was used up.' }),
}).meta({ id: 'ClockAdvanced' })
export type ClockAdvanced = z.infer<typeof ClockAdvanced>
