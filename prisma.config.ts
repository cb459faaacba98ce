import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { defineConfig } from 'prisma/config';

// Only `prisma generate` and `prisma migrate diff` are used, both without Prisma's own engines, which cannot be downloaded
// everywhere; migrations are applied by the project's own runner (setup/migrations/migrate.ts).
export default defineConfig({
  schema: path.join('prisma', 'schema'),
  migrations: { path: path.join('prisma', 'migrations') },
  experimental: { adapter: true },
  engine: 'js',
  adapter: async () =>
    new PrismaPg({
      ...ownerConnection(),
      idleTimeoutMillis: 100,
      allowExitOnIdle: true,
    }),
});

/** In parts, because a connection string would win over the shadow database that Prisma names apart from it. */
function ownerConnection() {
  const url = new URL(process.env.DATABASE_OWNER_URL ?? 'postgresql://localhost/postgres');
  return {
    host: url.hostname,
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: url.pathname.slice(1),
  };
}
