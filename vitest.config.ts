import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const app = fileURLToPath(new URL('./app', import.meta.url));

export default defineConfig({
  resolve: { alias: { '~': app } },
  test: {
    globalSetup: ['tests/setup/global-setup.ts'],
    include: ['{app,devstore,extensions,setup,tests,bench}/**/*.test.{ts,tsx}'],
    // Tests on Redis run by `npm run test:redis`, which makes sure that there is one.
    exclude: [
      '**/node_modules/**',
      '.kindred/**',
      'build/**',
      ...(process.env.REDIS_URL ? [] : ['**/*.redis.test.ts']),
    ],
    maxWorkers: 2,
    // Generous: what a property needs on a busy machine is no reason to fail.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 15_000 } },
  },
});
