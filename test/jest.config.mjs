/** Unit and integration tests; the browser's are Playwright's (test/e2e). */
export default {
  rootDir: '..',
  testEnvironment: 'node',
  maxWorkers: '100%', // Jest leaves a core idle by itself: of two, half
  testTimeout: 20_000, // a hang fails; two cores that are busy with each other don't
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/static/dist/'],
  moduleFileExtensions: ['ts', 'tsx', 'mjs', 'js', 'json'],
  // Packages that are ES modules only; Jest runs CommonJS.
  transformIgnorePatterns: [
    '/node_modules/(?!(stemmer|mdast-util-|micromark|unist-util-|decode-named-character-reference|character-entities|longest-streak|zwitch|devlop))',
  ],
  transform: {
    '^.+\\.(ts|tsx|js)$': [
      '@swc/jest',
      {
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic' } },
        },
      },
    ],
  },
};
