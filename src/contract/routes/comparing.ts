/** Two messages beside each other. */
import { z } from 'zod'
import { Counterpart, Diff, DiffQuery } from '../diff.ts'
import { MessageRefText } from '../message-ref.ts'
import { ok, route } from '../route.ts'

export const comparing = {
  getDiff: route({ method: 'GET', path: '/diff', summary: 'What differs between two messages that were sent or received', query: DiffQuery, ok: ok(Diff), problems: ['not_found'] }),
  getCounterpart: route({
    method: 'GET',
    path: '/counterpart',
    summary: 'A message as the other end has it, where both ends are ours: what was sent as it was received, or the other way round',
    query: z.object({ of: MessageRefText }),
    ok: ok(z.object({ counterpart: Counterpart.nullable() })),
    problems: ['not_found'],
  }),
} as const
