import { describe, expect, test } from 'vitest'
import { placeBeside } from './place.ts'

const WINDOW = { width: 1000, height: 700 }
const CARD = { width: 300, height: 150 }
const beside = (left: number, top: number, width: number, height: number, window = WINDOW) => placeBeside({ left, top, width, height }, CARD, window)

describe('the card stands', () => {
  test('to the right of what it points at, where there is room', () => expect(beside(0, 100, 180, 30)).toEqual({ left: 190, top: 100 }))
  test('below it, where there is none to the right', () => expect(beside(400, 50, 500, 40)).toEqual({ left: 400, top: 100 }))
  test('above it, at the bottom of the window', () => expect(beside(800, 670, 190, 28)).toEqual({ left: 690, top: 510 }))
  test('to the left of what is as high as the window', () => expect(beside(600, 0, 400, 700)).toEqual({ left: 290, top: 10 }))
  test('inside of the window, however small that is', () => expect(beside(10, 10, 300, 620, { width: 320, height: 640 })).toEqual({ left: 10, top: 480 }))
  test('in the corner, where there is nothing to point at', () => expect(placeBeside(null, CARD, WINDOW)).toEqual({ left: 690, top: 540 }))
})
