import { expect, test } from 'vitest'
import { variablesIn } from './template.ts'

test('variables that have no value of their own are asked for, each once', () => {
  expect(variablesIn(`a: \${env:ONE}\nb: x\${env:TWO:-2}\${env:ONE}\nc: \${env:three_3} \${HOME} \${env:}`)).toEqual(['ONE', 'three_3'])
})
