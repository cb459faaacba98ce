import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { defineConfig } from 'prisma/config';

// Only `prisma generate` and `prisma migrate diff` are used, both without Prisma's own engines, which cannot be downloaded
// everywhere; migrations are applied by the project's own runner (setup/migrate.mjs).
export default defineConfig({
  schema: path.join('prisma', 'schema'),
  migrations: { path: path.join('prisma', 'migrations') },
  experimental: { adapter: true },
  engine: 'js',
  adapter: async () =>
    new PrismaPg({
      connectionString: process.env.DATABASE_OWNER_URL ?? '',
      idleTimeoutMillis: 100,
      allowExitOnIdle: true,
    }),
});
