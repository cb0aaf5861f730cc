import { expect, test } from 'vitest'
import { cliCommand, curlCommand, testCode } from './take-away.ts'

const once = { control: 'http://127.0.0.1:4480', provider: 'p', trigger: 'thing.done', data: { name: "O'Hara", n: 1 }, registrationId: null, times: 1 }

test('the shell gets the data as one word, quotes and all', () => {
  expect(curlCommand(once)).toContain(`-d '{"trigger":"thing.done","data":{"name":"O'\\''Hara","n":1}}'`)
  expect(cliCommand(once)).toBe(`printf %s '{"name":"O'\\''Hara","n":1}' |\n  npx hookwright trigger p thing.done --body - --wait`)
})

test('registration and count are said only where they matter', () => {
  const aimed = { ...once, registrationId: 'reg_2', times: 250 }
  expect(curlCommand(aimed)).toContain('"registrationId":"reg_2","times":250')
  expect(cliCommand(aimed)).toContain('--registration reg_2 --times 250')
  expect(curlCommand(once)).not.toMatch(/registrationId|times/)
})

test('no token is written down', () => {
  expect(curlCommand(once)).toContain('$HOOKWRIGHT_TOKEN')
  expect(testCode(once)).toContain('HOOKWRIGHT_TOKEN } = process.env')
})

test('ids that a number cannot hold keep their digits in all of them', () => {
  const long = { ...once, data: { id: 9007199254740993n } }
  for (const text of [curlCommand(long), cliCommand(long)]) expect(text).toContain('"id":9007199254740993')
  expect(testCode(long)).toContain(String.raw`"{\"trigger\":\"thing.done\",\"data\":{\"id\":9007199254740993}}"`)
  expect(testCode(once)).toContain(`"name": "O'Hara"`)
})
