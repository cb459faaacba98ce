import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { isAlive } from '../process-life.mjs';
import { killHard, rows, TestClusters } from '../../tests/setup/test-clusters';

const clusters = new TestClusters();
afterAll(() => clusters.removeAll());

const keepRow = (ownerUrl: string) => rows(ownerUrl, `CREATE TABLE kept (id int); INSERT INTO kept VALUES (7)`);
const keptRow = (ownerUrl: string) => rows(ownerUrl, 'SELECT id FROM kept');

describe('what a killed process leaves', () => {
  it('is adopted with its rows, and stopped by who adopted it', async () => {
    const dir = await clusters.usedFolder();
    const holder = await clusters.hold(dir);
    await keepRow(holder.ownerUrl);
    await killHard(holder.process);
    const pid = clusters.serverPid(dir);
    const database = await clusters.start(dir);
    expect(database.adopted).toBe(true);
    expect(database.ownerUrl).toBe(holder.ownerUrl);
    expect(await keptRow(database.ownerUrl)).toEqual([{ id: 7 }]);
    await database.stop();
    expect(isAlive(pid)).toBe(false);
  });

  it('recovers when the server itself was killed', async () => {
    const dir = await clusters.usedFolder();
    const first = await clusters.start(dir);
    await keepRow(first.ownerUrl);
    process.kill(clusters.serverPid(dir), 'SIGKILL');
    const second = await clusters.start(dir);
    expect(second.adopted).toBe(false);
    expect(await keptRow(second.ownerUrl)).toEqual([{ id: 7 }]);
    await first.stop();
    await second.stop();
  });

  it('does no harm as a pid file that names some other program', async () => {
    const dir = await clusters.usedFolder();
    const file = join(dir, 'data', 'postmaster.pid');
    writeFileSync(file, [process.pid, join(dir, 'data'), 0, 5432, '', '127.0.0.1', '', 'ready   ', ''].join('\n'));
    const database = await clusters.start(dir);
    expect(database.adopted).toBe(false);
    expect(clusters.lines).toEqual([
      expect.stringContaining(`pid ${process.pid} of an earlier server is another program now`),
    ]);
    expect(isAlive(process.pid)).toBe(true);
    await database.stop();
  });

  it('is stopped when its password is lost, and the rows are kept under a new one', async () => {
    const dir = await clusters.usedFolder();
    const holder = await clusters.hold(dir);
    await keepRow(holder.ownerUrl);
    await killHard(holder.process);
    const pid = clusters.serverPid(dir);
    rmSync(join(dir, 'connection.json'));
    const database = await clusters.start(dir);
    expect(isAlive(pid), 'the old server').toBe(false);
    expect(database.ownerUrl).not.toBe(holder.ownerUrl);
    expect(await keptRow(database.ownerUrl)).toEqual([{ id: 7 }]);
    expect(clusters.lines).toHaveLength(2);
    await database.stop();
  });
});

describe('a data folder that cannot be used', () => {
  it('is moved aside when it is half made, told in one line', async () => {
    const dir = await clusters.usedFolder();
    rmSync(join(dir, 'data', 'global', 'pg_control'));
    const database = await clusters.start(dir);
    expect(await rows(database.appUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(clusters.lines).toEqual([`PostgreSQL: ${join(dir, 'data')} was left half made; it is now data.broken-1`]);
    expect(existsSync(join(dir, 'data.broken-1', 'PG_VERSION'))).toBe(true);
    await database.stop();
  });

  it('is not taken for whole when its making was cut short', async () => {
    const dir = clusters.emptyFolder();
    mkdirSync(join(dir, 'data.unfinished'), { recursive: true });
    writeFileSync(join(dir, 'data.unfinished', 'PG_VERSION'), '18\n');
    const database = await clusters.start(dir);
    expect(readdirSync(dir)).not.toContain('data.unfinished');
    await database.stop();
  });

  it('is refused with the remedy when another major version made it', async () => {
    const dir = await clusters.usedFolder();
    writeFileSync(join(dir, 'data', 'PG_VERSION'), '17\n');
    await expect(clusters.start(dir)).rejects.toThrow(
      /data was made by PostgreSQL 17; this checkout brings PostgreSQL 18.*Move the folder away \(mv/,
    );
    expect(existsSync(join(dir, 'data', 'PG_VERSION'))).toBe(true);
  });

  it('is refused with the server’s own words when it is damaged, and kept', async () => {
    const dir = await clusters.usedFolder();
    writeFileSync(join(dir, 'data', 'postgresql.conf'), 'nonsense = yes\n');
    await expect(clusters.start(dir)).rejects.toThrow(
      /did not start on [^]*unrecognized configuration parameter "nonsense"[^]*it is made anew/,
    );
    expect(existsSync(join(dir, 'data', 'PG_VERSION'))).toBe(true);
  });

  it('is made anew when it is disposable', async () => {
    const dir = await clusters.usedFolder();
    writeFileSync(join(dir, 'data', 'postgresql.conf'), 'nonsense = yes\n');
    const database = await clusters.start(dir, { disposable: true });
    expect(clusters.lines).toEqual([expect.stringContaining('would not start; it is now data.broken-1')]);
    expect(await rows(database.adminUrl, 'SHOW fsync')).toEqual([{ fsync: 'off' }]);
    await database.stop();
  });

  it('is thrown away after a crash when it is disposable: nothing of it was forced to disk', async () => {
    const dir = await clusters.usedFolder();
    const first = await clusters.start(dir, { disposable: true });
    await keepRow(first.ownerUrl);
    process.kill(clusters.serverPid(dir), 'SIGKILL');
    const second = await clusters.start(dir, { disposable: true });
    await expect(keptRow(second.ownerUrl)).rejects.toThrow(/"kept" does not exist/);
    await first.stop();
    await second.stop();
  });
});
