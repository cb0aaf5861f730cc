import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { tempDir } from '../helpers/temp-dir.ts'
import { there } from '../testing/run.ts'
import { run, serving } from './hookwright.ts'

const PROGRAM = fileURLToPath(new URL('../../out/main/cli.js', import.meta.url))

/** Runs a shell where `hookwright` is ours; answers its lines. */
function shell(command: string, args: readonly string[], env: Readonly<Record<string, string>>): string[] {
  const bin = tempDir()
  writeFileSync(join(bin, 'hookwright'), `#!/bin/sh\nexec '${process.execPath}' '${PROGRAM}' "$@"\n`)
  chmodSync(join(bin, 'hookwright'), 0o755)
  const out = execFileSync(command, args, { encoding: 'utf8', env: { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH']}`, ...env } })
  return out.split('\n').map((one) => one.trim()).filter(Boolean)
}

/** What bash offers for a line, by the script that the program prints for it. */
async function offered(line: string, dataDir: string): Promise<string[]> {
  const { stdout: script } = await run(['completion', 'bash'])
  const words = line.split(' ')
  const body = `${script}
# What the bash-completion package has it for: the words of the line.
_get_comp_words_by_ref() { words=("\${COMP_WORDS[@]}"); cword=$COMP_CWORD; cur="\${COMP_WORDS[COMP_CWORD]}"; prev="\${COMP_WORDS[COMP_CWORD-1]}"; }
COMP_LINE='${line}'; COMP_POINT=${line.length}; COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}
complete_with=$(complete -p hookwright | sed 's/.*-F \\([^ ]*\\).*/\\1/')
"$complete_with"
printf '%s\\n' "\${COMPREPLY[@]}"`
  return shell('bash', ['--noprofile', '--norc', '-c', body], { HOOKWRIGHT_DATA: dataDir })
}

describe('completion', () => {
  test('of commands, subcommands, flags and choices needs no instance', async () => {
    const nowhere = join(tempDir(), 'none')
    expect(await offered('hookwright re', nowhere)).toEqual(expect.arrayContaining(['replay', 'record', 'registrations', 'retention']))
    expect(await offered('hookwright inbox ad', nowhere)).toEqual(['add'])
    expect(await offered('hookwright serve --cl', nowhere)).toEqual(['--clock', '--clock-start'])
    expect(await offered('hookwright serve --clock v', nowhere)).toEqual(['virtual'])
    expect(await offered('hookwright trigger mem', nowhere), 'nothing is offered of an instance that is not there').toEqual([])
  })

  test('of names asks the instance that runs', async () => {
    const { client, ready, registered } = await serving()
    await registered('http://127.0.0.1:9/hook')
    await client.call('createInbox', { body: { name: 'orders' } })
    const { dataDir } = ready
    // An instance that is slow to answer offers nothing: on a busy machine it is asked again.
    const offers = (line: string) => expect.poll(() => offered(line, dataDir), { timeout: 30_000 })
    await offers('hookwright trigger mem').toEqual(['members'])
    await offers('hookwright trigger members person.u').toEqual(['person.updated'])
    await offers('hookwright sync re').toEqual(['reg_1'])
    await offers('hookwright inbox show o').toEqual(['orders'])
    await offers('hookwright replay --registration re').toEqual(['reg_1'])
  })

  test.skipIf(!there('fish'))('fish offers the same, by its own word for it', async () => {
    const home = tempDir()
    const place = join(home, '.config/fish/completions')
    mkdirSync(place, { recursive: true })
    writeFileSync(join(place, 'hookwright.fish'), (await run(['completion', 'fish'])).stdout)
    const offers = (line: string) => shell('fish', ['-c', `complete -C '${line}'`], { HOME: home, XDG_CONFIG_HOME: join(home, '.config'), HOOKWRIGHT_DATA: join(home, 'none') })
    expect(offers('hookwright inbox ad')).toEqual(['add\tmake an inbox'])
    expect(offers('hookwright serve --clock v')).toEqual(['virtual'])
    expect(offers('hookwright serv'), 'in a few words').toEqual(['serve\trun without a window, until Ctrl+C'])
  })

  test.skipIf(!there('zsh'))('zsh is given the same to show', async () => {
    const { stdout: script } = await run(['completion', 'zsh'])
    // What its completion system has it for: to show the names in an array.
    const offers = (...words: string[]) =>
      shell('zsh', ['-f', '-c', `compdef() { }\n_describe() { print -rl -- "\${(@P)2}" }\n${script}\nwords=(${words.join(' ')})\nCURRENT=\${#words}\n_hookwright`], { HOOKWRIGHT_DATA: join(tempDir(), 'none') })
    expect(offers('hookwright', 'inbox', 'ad')).toEqual(['add:make an inbox'])
    expect(offers('hookwright', 'serve', '--clock', 'v')).toEqual(['virtual:'])
  })

  test.each(['zsh', 'fish', 'powershell'])('prints a script for %s', async (shell) => {
    const { code, stdout, stderr } = await run(['completion', shell])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('hookwright')
  })

  test('refuses a shell that it does not know', async () => {
    const { code, stderr } = await run(['completion', 'cmd'])
    expect(stderr).toContain('bash')
    expect(code).toBe(2)
  })
})
