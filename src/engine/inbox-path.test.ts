import { expect, it } from 'vitest'
import { addressed, restAfter } from './inbox-path.ts'

it.each([
  ['/orders', 'orders'],
  ['/orders/a/b?c=/d', 'orders'],
  ['/orders?x', 'orders'],
  ['/orders#x', 'orders'],
  ['/ORDERS', 'ORDERS'],
  ['/%6frders', '%6frders'],
  ['http://host:1/orders?x', 'orders'],
  ['HTTP://user@host/orders', 'orders'],
  ['http://host', ''],
  ['http://host?/orders', ''],
  ['/http://host/orders', 'http:'],
  ['/', ''],
  ['//orders', ''],
  ['/?orders', ''],
  ['*', ''],
  ['', ''],
  ['orders', ''],
])('%j addresses %j', (target, name) => {
  expect(addressed(target)).toBe(name)
})

it.each([
  ['/orders', ''],
  ['/orders/', ''],
  ['/orders?x=1', '?x=1'],
  ['/orders/?x=1', '?x=1'],
  ['/orders/a//b?c=/d', '/a//b?c=/d'],
  ['http://host:1/orders/a', '/a'],
  ['/others/a', ''],
  ['*', ''],
])('after the inbox in %j comes %j', (target, rest) => {
  expect(restAfter('orders', target)).toBe(rest)
})
