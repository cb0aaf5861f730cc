/** A first scenario, for who writes one by hand: it passes. */
export const TEMPLATE = `name: A receiver that is down is tried until it is up
inboxes:
  orders: { verify: { scheme: members, secretOf: app }, respond: 503 x2 | 200 }
registrations:
  # Put the URL of your own receiver here, such as http://127.0.0.1:3000/hook
  app: { provider: members, url: inbox:orders, settings: { secret: a key } }
steps:
  - fire: person.updated
    data: { personID: 54512 }
    as: update
  - advance: 10m
  - settled: update
    status: acknowledged
    attempts: 3
  - expect: orders
    sequence: [{ answered: 503 }, { answered: 503 }, { answered: 200, verified: true }]
`

/** Names of the environment variables that a text needs: those without a default. */
export const variablesIn = (text: string): string[] => [...new Set([...text.matchAll(/\$\{env:([A-Za-z_][A-Za-z0-9_]*)\}/g)].map((match) => match[1] ?? ''))]
