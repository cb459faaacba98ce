import { randomUUID } from 'node:crypto';
import { afterAll, inject } from 'vitest';
import { createDatabase, dropDatabase, type CreatedDatabase } from '../../setup/postgres/databases';
import type { TestCluster } from './global-setup';

export interface TestDatabase extends CreatedDatabase {
  /** Ends whatever is connected to it. */
  drop(): Promise<void>;
}

/**
 * A migrated database for the test file that calls this at its top level: `const database = await testDatabase();`. It is dropped after
 * the file's last test; clients and pools belong closed by then. Takes about 50 ms.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  afterAll(() => database.drop());
  return database;
}

/**
 * The same for calls from inside a test or hook; the caller drops it. What is forgotten is dropped when the run ends.
 * @param options `empty`: without any migration, for tests of the migrations themselves
 */
export async function createTestDatabase(options: { empty?: boolean } = {}): Promise<TestDatabase> {
  const cluster: TestCluster | undefined = inject('testCluster');
  if (!cluster)
    throw new Error('No test cluster runs: vitest.config.ts needs globalSetup: ["tests/setup/global-setup.ts"].');
  const name = cluster.prefix + randomUUID().slice(0, 8);
  const database = await createDatabase(cluster, name, options.empty ? {} : { template: cluster.template });
  return { ...database, drop: () => dropDatabase(cluster, name) };
}
