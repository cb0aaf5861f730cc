/** Blocks that a test cannot run, each with its reason. Everything else in the README and the docs is run. */
export const NOT_RUN: readonly { readonly file: string; readonly text: string; readonly why: string }[] = [
  { file: 'README.md', text: 'npm start', why: 'it sets up the checkout that is being tested: test/scripts/start.test.ts and launcher.test.ts run it' },
  { file: 'README.md', text: 'npm test', why: 'it is what runs this' },
  { file: 'docs/packaging.md', text: 'docker run', why: 'no image can be made without the network: test/scripts/packaging.test.ts checks the Dockerfile' },
  { file: 'docs/packaging.md', text: 'FROM hookwright', why: 'the same' },
  { file: 'docs/observability.md', text: 'scrape_configs', why: "it is read by Prometheus, which is not here: that it is YAML is checked, and test/control/metrics.test.ts asks what it asks" },
]
