import type { DeliveryQuery, DeliverySummary } from './delivery.ts'

/** Whether a delivery belongs to a query, its words aside: for whoever hears of one and has not asked for the list. */
export function fits({ status, provider, trigger, registrationId, syncId, replayId, from, to }: Partial<DeliveryQuery>, item: DeliverySummary): boolean {
  const is = (wanted: string | undefined, found: string | null): boolean => wanted === undefined || wanted === found
  const created = Date.parse(item.createdAt)
  return (
    (status === undefined || status.split(',').includes(item.status)) &&
    is(provider, item.provider) && is(trigger, item.trigger) && is(registrationId, item.registrationId) && is(syncId, item.syncId) && is(replayId, item.replayId) &&
    (from === undefined || created >= Date.parse(from)) && (to === undefined || created < Date.parse(to))
  )
}
