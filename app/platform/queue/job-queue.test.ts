import { withClient } from '../../../setup/postgres/session';
import { jobQueueContract } from '../../../tests/contracts/job-queue';
import { createTestDatabase } from '../../../tests/setup/database';
import { createJobQueue } from './job-queue.server';

jobQueueContract('PostgreSQL', async () => {
  const database = await createTestDatabase();
  return {
    make: () => createJobQueue({ databaseUrl: database.appUrl, onError: (error) => console.error(error) }),
    place: { databaseUrl: database.appUrl },
    connections: () =>
      withClient(database.ownerUrl, async (client) => {
        const { rows } = await client.query<{ count: number }>(
          `SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
        );
        return rows[0]?.count ?? 0;
      }),
    dispose: () => database.drop(),
  };
});
