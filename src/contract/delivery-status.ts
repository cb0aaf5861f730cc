/** Apart from the shapes, for callers that have none to check. */
export const DELIVERY_STATUSES = ['queued', 'sending', 'retrying', 'acknowledged', 'expired', 'failed', 'cancelled'] as const

/** States in which nothing more will be sent. */
export const SETTLED: ReadonlySet<(typeof DELIVERY_STATUSES)[number]> = new Set(['acknowledged', 'expired', 'failed', 'cancelled'])
