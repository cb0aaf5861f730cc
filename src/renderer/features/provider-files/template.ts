/** What a new file begins as: small, without a fault, and with a word on each part. */
export const TEMPLATE = `# Everything that a file may say: docs/providers.md, and resources/provider-file.schema.json for editors.
id: acme
title: Acme
description: What it sends, in a sentence.

settings:
  - { key: secret, label: Signing secret, type: string, secret: true, required: true, source: documented }

headers:
  Acme-Event: "{trigger}"
  Acme-Timestamp: "{timestamp}"

signing:
  - algorithm: hmac-sha256
    key: { setting: secret }
    content: "{timestamp}.{body}"
    header: Acme-Signature
    source: documented

# Who says so, for each: documented by the provider, or assumed where it is silent, with a note of what that rests on.
policy:
  ackCodes: { value: 2xx, source: documented }
  deadline: { value: 10s, source: assumed, note: Its guide asks for a quick answer and names no time. }
  retry: { value: { ladder: [10s, 1m, 10m, 1h] }, source: assumed, note: Its guide says that it tries again and not when. }

triggers:
  - name: order.placed
    description: An order was placed.
    data:
      type: object
      properties:
        id: { type: integer }
        total: { type: number }
        placedAt: { type: string, format: date-time }
`
