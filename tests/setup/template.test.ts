import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase } from '../../setup/postgres/databases';
import type { StartedDatabase } from '../../setup/postgres/start-database';
import { dropLeftovers, runPrefix } from './leftovers';
import { ensureTemplate } from './template';
import { rows, TestClusters } from './test-clusters';

// A cluster of its own: the run's template is one of "the others" to these tests, which remove others.
const clusters = new TestClusters();
let server: StartedDatabase;
let folder: string;

beforeAll(async () => {
  server = await clusters.start(await clusters.usedFolder(), { disposable: true });
  folder = mkdtempSync(join(tmpdir(), 'template-'));
  writeMigration('1_things', `CREATE TABLE things (id int); INSERT INTO things VALUES (1)`);
});

afterAll(async () => {
  await server.stop();
  await clusters.removeAll();
  rmSync(folder, { recursive: true });
});

function writeMigration(name: string, sql: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'migration.sql'), sql);
}

async function databases(): Promise<{ oid: number; name: string }[]> {
  return rows(
    server.adminUrl,
    `SELECT oid::int, datname AS name FROM pg_database WHERE datname LIKE 'kindred\\__%' ORDER BY 2`,
  );
}

describe('ensureTemplate', () => {
  it('is migrated and can be copied, but not connected to', async () => {
    const template = await ensureTemplate(server, folder);
    const copy = await createDatabase(server, 'kindred_copy', { template });
    expect(await rows(copy.appUrl, 'SELECT id FROM things')).toEqual([{ id: 1 }]);
    await expect(rows(copy.appUrl.replace('kindred_copy', template), 'SELECT 1')).rejects.toThrow(
      /not currently accepting connections/,
    );
  });

  it('is the same one as long as the migrations are, also for runs that begin at once', async () => {
    const before = await databases();
    const names = await Promise.all([1, 2, 3].map(() => ensureTemplate(server, folder)));
    expect(new Set(names).size).toBe(1);
    expect(await databases()).toEqual(before);
  });

  it('takes the place of the one before when a migration is added, and of one that was cut short', async () => {
    const old = await ensureTemplate(server, folder);
    await createDatabase(server, 'kindred_template_0123_building');
    writeMigration('2_more', 'ALTER TABLE things ADD COLUMN name text');
    const template = await ensureTemplate(server, folder);
    expect(template).not.toBe(old);
    expect((await databases()).map(({ name }) => name).filter((name) => name.includes('template'))).toEqual([template]);
  });
});

describe('dropLeftovers', () => {
  it('drops what runs that have ended left, and nothing of a run that lives', async () => {
    const deadPid = spawnSync(process.execPath, ['-e', '']).pid;
    const [dead, living, own] = [deadPid, process.ppid, process.pid].map((pid) => `${runPrefix(pid)}x`) as [
      string,
      string,
      string,
    ];
    for (const name of [dead, living, own]) await createDatabase(server, name);
    expect(new Set(await dropLeftovers(server))).toEqual(new Set([dead, own]));
    expect((await databases()).map(({ name }) => name)).toContain(living);
  });
});
