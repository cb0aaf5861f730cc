/** The page in a browser, with a million deliveries stored: how soon it paints, how it scrolls, what a flood of changes costs it, and what it loads. */
import { start } from './parts/child.ts'
import type { Bench, Line } from './parts/figures.ts'
import { fire, register } from './parts/members.ts'
import { idle, startProgram } from './parts/program.ts'
import type { Received } from './parts/receiver.ts'
import { MANY, anyWorkspace, fill, sendTo } from './parts/stored-workspace.ts'
import { startBrowser } from './ui/browser.ts'
import { flood } from './ui/flood.ts'
import { loading } from './ui/loading.ts'
import { scriptBytes } from './ui/script-bytes.ts'
import { scrolling } from './ui/scrolling.ts'

export const ui: Bench = {
  name: 'ui',
  async run(say) {
    const receiver = await start<'received', Received>('./receiver.ts')
    const many = await startProgram(['--data', anyWorkspace()])
    const ten = await startProgram()
    const browser = await startBrowser()
    try {
      await sendTo(many, receiver.hello.url)
      await fill(many, MANY, (made) => made % 50_000 === 0 && say(`ui: ${made} of ${MANY}`))
      await register(ten, receiver.hello.url, 64)
      await fire(ten, 10)
      await idle(ten)
      const lines: Line[] = []
      lines.push(...(await loading(browser, many, ten, MANY, say)))
      lines.push(...(await scriptBytes(browser, ten)))
      lines.push(...(await scrolling(browser, many, say)))
      lines.push(...(await flood(browser, many, say)))
      return lines
    } finally {
      await browser.close()
      await Promise.all([many.stop(), ten.stop(), receiver.stop()])
    }
  },
}
