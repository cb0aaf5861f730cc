export default { testDir: '.', testMatch: '*.spec.mjs', reporter: 'line' }
