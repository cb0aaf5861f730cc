/** The catalogue. The specification names examples alone, so types and properties are ours, as such services have them. */
import type { Trigger } from '#contract/provider.ts'

type Properties = Trigger['properties']
const property = (name: string, type: string, description?: string): Properties[number] => ({ name, type, ...(description && { description }) })

const ID = property('id', 'string', 'Of what the event is about.')
const CUSTOMER = property('customer_id', 'string')
const CURRENCY = property('currency', 'string', 'ISO 4217, in lower case.')

const USER: Properties = [
  ID,
  property('email', 'string'),
  property('name', 'string'),
  property('role', 'owner | admin | member'),
  property('status', 'invited | active | suspended'),
  property('created_at', 'ISO time'),
  property('updated_at', 'ISO time'),
]
const INVOICE: Properties = [
  ID,
  property('number', 'string'),
  CUSTOMER,
  CURRENCY,
  property('amount_due', 'integer', 'In the smallest unit of the currency.'),
  property('amount_paid', 'integer', 'In the smallest unit of the currency.'),
  property('status', 'open | paid | void'),
  property('issued_at', 'ISO time'),
  property('due_at', 'ISO time'),
]
const ORDER: Properties = [
  ID,
  CUSTOMER,
  property('status', 'placed | shipped | cancelled'),
  CURRENCY,
  property('total', 'integer', 'In the smallest unit of the currency.'),
  property('items', '{sku, name, quantity, unit_amount}[]'),
  property('placed_at', 'ISO time'),
]
const SUBSCRIPTION: Properties = [
  ID,
  CUSTOMER,
  property('plan', 'starter | team | business'),
  property('status', 'trialing | active | past_due | cancelled'),
  property('seats', 'integer'),
  property('current_period_end', 'ISO time'),
]

const type = (name: string, title: string, description: string, properties: Properties): Trigger => ({ name, parent: null, title, description, properties, source: 'extension' })

export const EVENT_TYPES: readonly Trigger[] = [
  type('user.created', 'User created', 'Somebody was added to the account.', USER),
  type('user.updated', 'User updated', "A user's name, address, role or status changed.", [...USER, property('previous', 'object', 'What changed, as it was.')]),
  type('user.deleted', 'User deleted', 'A user was removed: a thin event, with the id alone.', [ID, property('deleted_at', 'ISO time')]),
  type('invoice.created', 'Invoice created', 'An invoice was issued.', INVOICE),
  type('invoice.paid', 'Invoice paid', 'An invoice was paid in full.', [...INVOICE, property('paid_at', 'ISO time')]),
  type('invoice.payment_failed', 'Invoice payment failed', 'A payment was refused, and may be tried again.', [
    ...INVOICE,
    property('failure', '{code, message}'),
    property('attempt_count', 'integer'),
    property('next_attempt_at', 'ISO time'),
  ]),
  type('order.placed', 'Order placed', 'A customer placed an order.', ORDER),
  type('order.shipped', 'Order shipped', 'An order was handed to a carrier.', [...ORDER, property('shipment', '{carrier, tracking_number, shipped_at, address}')]),
  type('order.cancelled', 'Order cancelled', 'An order was called off before it was shipped.', [...ORDER, property('cancelled_at', 'ISO time'), property('reason', 'customer | out_of_stock | fraud')]),
  type('subscription.trial.ending', 'Trial ending', 'A trial ends in three days.', [...SUBSCRIPTION, property('trial_ends_at', 'ISO time')]),
  type('subscription.cancelled', 'Subscription cancelled', 'A subscription ends with its current period.', [...SUBSCRIPTION, property('cancelled_at', 'ISO time')]),
]
