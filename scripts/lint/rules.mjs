import { basename } from 'node:path'

/** ESLint rules of this project's own conventions. */

/** File names are kebab-case, whatever is in them. */
const kebabCaseFile = {
  meta: { type: 'suggestion', schema: [], messages: { name: 'The file name {{name}} is not kebab-case.' } },
  create: (context) => ({
    Program(node) {
      const name = basename(context.filename)
      if (!/^\.?[a-z0-9]+([.-][a-z0-9]+)*\.[a-z]+$/.test(name)) context.report({ node, messageId: 'name', data: { name } })
    },
  }),
}

/** Rules are fulfilled or changed, not switched off in passing. */
const noSilencing = {
  meta: { type: 'problem', schema: [], messages: { silenced: 'A comment does not switch a check off here: mend what it finds, or change the rule for everybody.' } },
  create: (context) => ({
    Program() {
      for (const comment of context.sourceCode.getAllComments()) {
        if (/^\s*(eslint-disable|eslint-enable|@ts-(ignore|nocheck|expect-error)|knip-ignore)/.test(comment.value)) {
          context.report({ loc: comment.loc, messageId: 'silenced' })
        }
      }
    },
  }),
}

export const hookwright = { rules: { 'kebab-case-file': kebabCaseFile, 'no-silencing': noSilencing } }
