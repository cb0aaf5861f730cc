/**
 * Row number of the first row at or after a time, found by halving: row numbers follow the time, so no index over it is needed.
 * `next`: the first row from a number on; `newest`: the highest number there is. One more than that when all are before `time`, ms.
 */
export function firstAt(next: (id: number) => { readonly id: number; readonly at: number } | undefined, newest: number, time: number): number {
  let low = 1
  let high = newest + 1
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const row = next(middle)
    if (!row || row.at >= time) high = middle
    else low = row.id + 1
  }
  return low
}
