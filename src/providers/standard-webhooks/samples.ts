/** Samples: the same for an event type and seed, whatever the day. Nobody in them is real. */
import { faker } from '@faker-js/faker/locale/en'
import type { JsonObject } from '#contract/common.ts'

const DAY = 86_400_000
const FROM = Date.UTC(2025, 0, 6)
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789'

const id = (prefix: string): string => `${prefix}_${faker.string.fromCharacters(ALPHABET, 20)}`
const whole = (min: number, max: number): number => faker.number.int({ min, max })
const oneOf = <T>(...values: readonly T[]): T => faker.helpers.arrayElement(values)
/** A time of day on one of the days after another time, `days` at most. */
const after = (time: number, days: number): number => time + whole(1, days) * DAY + whole(0, DAY - 1)
const iso = (time: number): string => new Date(time).toISOString()

function user(created: number) {
  const [firstName, lastName] = [faker.person.firstName(), faker.person.lastName()]
  return {
    id: id('usr'),
    email: faker.internet.email({ firstName, lastName, provider: 'example.com' }).toLowerCase(),
    name: `${firstName} ${lastName}`,
    role: oneOf('owner', 'admin', 'member'),
    status: 'active',
    created_at: iso(created),
    updated_at: iso(created),
  }
}

function invoice(issued: number, status: 'open' | 'paid') {
  const amount = whole(5, 900) * 100 + oneOf(0, 50, 99)
  return {
    id: id('inv'),
    number: `INV-${whole(1000, 9999)}`,
    customer_id: id('cus'),
    currency: oneOf('eur', 'gbp', 'usd'),
    amount_due: amount,
    amount_paid: status === 'paid' ? amount : 0,
    status,
    issued_at: iso(issued),
    due_at: iso(issued + 14 * DAY),
  }
}

function order(placed: number, status: 'placed' | 'shipped' | 'cancelled') {
  const items = Array.from({ length: whole(1, 3) }, () => ({ sku: faker.string.alphanumeric({ length: 8, casing: 'upper' }), name: faker.commerce.productName(), quantity: whole(1, 4), unit_amount: whole(5, 120) * 100 }))
  const total = items.reduce((sum, item) => sum + item.quantity * item.unit_amount, 0)
  return { id: id('ord'), customer_id: id('cus'), status, currency: oneOf('eur', 'gbp', 'usd'), total, items, placed_at: iso(placed) }
}

function subscription(now: number, status: 'trialing' | 'cancelled') {
  return { id: id('sub'), customer_id: id('cus'), plan: oneOf('starter', 'team', 'business'), status, seats: whole(1, 50), current_period_end: iso(after(now, 30)) }
}

const shipment = (shipped: number) => ({
  carrier: oneOf('DHL', 'UPS', 'Royal Mail'),
  tracking_number: faker.string.alphanumeric({ length: 14, casing: 'upper' }),
  shipped_at: iso(shipped),
  address: { line1: faker.location.streetAddress(), city: faker.location.city(), postal_code: faker.location.zipCode(), country: 'US' },
})

/** What each event type is about, at a time. */
const SAMPLES: Readonly<Record<string, (time: number) => JsonObject>> = {
  'user.created': (time) => user(time),
  'user.updated': (time) => {
    const before = user(time)
    const role = before.role === 'admin' ? 'member' : 'admin'
    return { ...before, role, updated_at: iso(after(time, 90)), previous: { role: before.role } }
  },
  'user.deleted': (time) => ({ id: id('usr'), deleted_at: iso(time) }),
  'invoice.created': (time) => invoice(time, 'open'),
  'invoice.paid': (time) => ({ ...invoice(time, 'paid'), paid_at: iso(after(time, 13)) }),
  'invoice.payment_failed': (time) => ({
    ...invoice(time, 'open'),
    failure: oneOf({ code: 'card_declined', message: 'The card was declined.' }, { code: 'insufficient_funds', message: 'The card has insufficient funds.' }, { code: 'expired_card', message: 'The card has expired.' }),
    attempt_count: whole(1, 3),
    next_attempt_at: iso(time + 3 * DAY),
  }),
  'order.placed': (time) => order(time, 'placed'),
  'order.shipped': (time) => ({ ...order(time, 'shipped'), shipment: shipment(after(time, 4)) }),
  'order.cancelled': (time) => ({ ...order(time, 'cancelled'), cancelled_at: iso(after(time, 2)), reason: oneOf('customer', 'out_of_stock', 'fraud') }),
  'subscription.trial.ending': (time) => ({ ...subscription(time, 'trialing'), trial_ends_at: iso(time + 3 * DAY) }),
  'subscription.cancelled': (time) => ({ ...subscription(time, 'cancelled'), cancelled_at: iso(time) }),
}

/** Undefined for an event type that there is not. @param seed a whole number of 32 bits. */
export function sampleOf(type: string, seed: number): JsonObject | undefined {
  faker.seed([seed, ...Buffer.from(type)])
  return Object.hasOwn(SAMPLES, type) ? SAMPLES[type]?.(after(FROM, 300)) : undefined
}
