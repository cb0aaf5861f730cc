import css from '@eslint/css'
import { defineConfig, globalIgnores } from 'eslint/config'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'
import { hookwright } from './scripts/lint/rules.mjs'

const SCRIPTS = ['**/*.{js,mjs,cjs,ts,tsx}']
const TYPESCRIPT = ['**/*.{ts,tsx}']
const TESTS = ['test/**/*.ts', 'src/**/*.test.{ts,tsx}']
/** Where time is a feature: it comes from the clock, which a user may have made virtual. */
const CLOCKED = ['src/engine/**/*.ts', 'src/providers/**/*.ts', 'src/control/**/*.ts']

const FROM_CLOCK = 'Time comes from the clock alone (src/engine/clock.ts): it may be virtual.'
const NO_SLEEP = 'A test does not sleep: move the clock, or wait for the change itself.'
const TIMERS = ['setTimeout', 'setInterval']
const TIMER_MODULES = ['timers', 'node:timers', 'timers/promises', 'node:timers/promises']

const globalsOf = (names, message) => names.map((name) => ({ name, message }))
const modulesOf = (names, message) => ({ paths: names.map((name) => ({ name, message })) })
/** `globalThis.x`, `window.x` and the like, which no-restricted-globals does not see. */
const throughGlobal = (names, message) => names.flatMap((property) => ['globalThis', 'window', 'global'].map((object) => ({ object, property, message })))

export default defineConfig(
  // The last is made, and as long as the providers' catalogues.
  globalIgnores(['out/', '.tsc/', '.cache/', 'resources/', 'test-results/', 'playwright-report/', 'src/testing/provider-types.ts']),
  {
    files: SCRIPTS,
    linterOptions: { noInlineConfig: true },
    plugins: { hookwright, '@typescript-eslint': tseslint.plugin },
    extends: [tseslint.configs.recommended],
    rules: {
      'hookwright/kebab-case-file': 'error',
      'hookwright/no-silencing': 'error',
      'max-lines': ['error', 300],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-constant-binary-expression': 'error',
      'no-self-compare': 'error',
      'no-template-curly-in-string': 'error',
      'no-useless-assignment': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { args: 'all', argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },
  {
    files: TYPESCRIPT,
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: 'tsconfig.lint.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      // Our interfaces are bags of functions without a `this`; they are taken apart on purpose.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { args: 'all', argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/main/**', 'src/**/*.test.{ts,tsx}'],
    rules: { 'no-console': 'error' },
  },
  {
    files: CLOCKED,
    ignores: ['src/engine/clock.ts', ...TESTS],
    rules: {
      'no-restricted-globals': ['error', ...globalsOf([...TIMERS, 'performance'], FROM_CLOCK)],
      'no-restricted-imports': ['error', modulesOf([...TIMER_MODULES, 'node:perf_hooks', 'perf_hooks'], FROM_CLOCK)],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: FROM_CLOCK },
        { object: 'AbortSignal', property: 'timeout', message: FROM_CLOCK },
        { object: 'process', property: 'hrtime', message: FROM_CLOCK },
        ...throughGlobal([...TIMERS, 'performance', 'Date'], FROM_CLOCK),
      ],
      'no-restricted-syntax': [
        'error',
        // `new Date(ms)` puts a known time into words; without an argument it asks for one.
        { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: FROM_CLOCK },
        { selector: 'CallExpression[callee.name="Date"]', message: FROM_CLOCK },
      ],
    },
  },
  {
    files: TESTS,
    rules: {
      'no-restricted-globals': ['error', ...globalsOf(TIMERS, NO_SLEEP)],
      'no-restricted-imports': ['error', modulesOf(TIMER_MODULES, NO_SLEEP)],
      'no-restricted-properties': ['error', ...throughGlobal(TIMERS, NO_SLEEP)],
      'no-restricted-syntax': [
        'error',
        { selector: 'CallExpression[callee.property.name="waitForTimeout"]', message: NO_SLEEP },
        {
          selector: 'MemberExpression[object.name=/^(it|test|describe|suite)$/][property.name=/^(only|skip|todo|fixme|fails)$/]',
          message: 'Tests run, all of them. What needs something that is not everywhere says so: `it.skipIf(...)`.',
        },
        { selector: 'CallExpression[callee.name=/^(xit|xdescribe|fit|fdescribe)$/]', message: 'Tests run, all of them.' },
      ],
      // Parsed answers of the wire: asserting on them is the check.
      ...Object.fromEntries(['argument', 'assignment', 'call', 'member-access', 'return'].map((what) => [`@typescript-eslint/no-unsafe-${what}`, 'off'])),
      '@typescript-eslint/no-base-to-string': 'off',
    },
  },
  {
    files: ['src/renderer/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
    // It says which components a compiler would leave alone, and none is used.
    rules: { 'hookwright/tokens-only-in-scripts': 'error', 'react-hooks/incompatible-library': 'off' },
  },
  {
    files: ['**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: ['src/renderer/**/*.css'],
    ignores: ['src/renderer/ui/tokens.css'],
    language: 'css/css',
    linterOptions: { noInlineConfig: true },
    plugins: { css, hookwright },
    rules: { 'hookwright/tokens-only': 'error', 'css/no-duplicate-imports': 'error', 'css/no-empty-blocks': 'error' },
  },
)
