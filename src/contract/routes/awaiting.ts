/** Waiting for what is to come, for tests. */
import { Expectation, ExpectationCreate, Idle, IdleRequest, SettleRequest, Settled } from '../expectation.ts'
import { id, ok, route } from '../route.ts'

export const awaiting = {
  expect: route({
    method: 'POST',
    path: '/expectations',
    summary: 'Wait until an inbox has received what is expected; answered either way, with what came instead',
    body: ExpectationCreate,
    ok: ok(Expectation),
    problems: ['not_found'],
  }),
  settleDelivery: route({
    method: 'POST',
    path: '/deliveries/:id/settle',
    summary: 'Wait until nothing more will be sent of it; a virtual clock is moved on for that, within what is asked for',
    params: id,
    body: SettleRequest,
    ok: ok(Settled),
    problems: ['not_found'],
  }),
  awaitIdle: route({ method: 'POST', path: '/idle', summary: 'Wait until no delivery is on its way; those that wait for their next attempt are not', body: IdleRequest, ok: ok(Idle) }),
} as const
