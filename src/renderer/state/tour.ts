/** The tour of the page, where it is, and that nobody is shown it a second time unasked. */
import { create } from 'zustand'
import type { Client } from '#client/http.ts'
import { prefer } from './preferences.ts'

interface Tour {
  /** Number of the step, from 0; null: nobody is being shown around. */
  readonly at: number | null
  /** The delivery that is pointed at; null where there is none to be had. */
  readonly delivery: string | null
}

export const useTour = create<Tour>()(() => ({ at: null, delivery: null }))

/** Shows around from the beginning, with a delivery that is in trouble if there is one, since that is what the page is for. */
export async function beginTour(client: Client, delivery?: string): Promise<void> {
  useTour.setState({ at: 0, delivery: delivery ?? (await newest(client, 'retrying,failed,expired')) ?? (await newest(client)) ?? null })
}

export const goToStep = (at: number): void => useTour.setState({ at })

/** Ends it for good: from then on it comes only when it is asked for. */
export function endTour(): void {
  useTour.setState({ at: null })
  prefer({ toured: true })
}

async function newest(client: Client, status?: string): Promise<string | undefined> {
  const { items } = await client.call('listDeliveries', { query: { limit: 1, status } })
  return items[0]?.id
}
