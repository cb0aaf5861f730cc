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

const BY_TOKEN = 'is written by hand: take a token of src/renderer/ui/tokens.css, or add one there.'
const COLOUR_FUNCTIONS = /^(rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)$/
const BY_HAND = { px: /./, ms: /./, s: /./, rem: /^(padding|margin|(row-|column-)?gap|font-size|border(-.*)?-radius)/ }

/** Style sheets take colours, strokes, distances, sizes of type and durations from the tokens, so that a theme or a density reaches all of them. */
const tokensOnly = {
  meta: { type: 'problem', schema: [], messages: { literal: `{{value}} ${BY_TOKEN}` } },
  create(context) {
    const { sourceCode } = context
    let property
    const report = (node) => property && context.report({ node, messageId: 'literal', data: { value: sourceCode.getText(node) } })
    return {
      Declaration: (node) => void (property = node.property),
      'Declaration:exit': () => void (property = undefined),
      Hash: report,
      Identifier: (node) => isNamedColour(sourceCode.lexer, node) && report(node),
      Function: (node) => COLOUR_FUNCTIONS.test(node.name) && report(node),
      Dimension: (node) => property && Number(node.value) !== 0 && BY_HAND[node.unit]?.test(property) && report(node),
    }
  },
}

const isNamedColour = (lexer, node) => lexer.matchType('named-color', node.name).error === null && node.name !== 'transparent'

/** The same for what scripts write into styles. */
const tokensOnlyInScripts = {
  meta: { type: 'problem', schema: [], messages: { literal: `{{value}} ${BY_TOKEN}` } },
  create: (context) => ({
    Literal(node) {
      if (typeof node.value === 'string' && /^#([\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$|\b(rgb|hsl)a?\(/i.test(node.value)) {
        context.report({ node, messageId: 'literal', data: { value: node.raw } })
      }
    },
  }),
}

export const hookwright = {
  rules: { 'kebab-case-file': kebabCaseFile, 'no-silencing': noSilencing, 'tokens-only': tokensOnly, 'tokens-only-in-scripts': tokensOnlyInScripts },
}
