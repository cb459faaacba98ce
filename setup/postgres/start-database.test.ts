import { chmodSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { rows, TestClusters } from '../../tests/setup/test-clusters';

const clusters = new TestClusters();
afterAll(() => clusters.removeAll());

const keepRow = (ownerUrl: string) => rows(ownerUrl, `CREATE TABLE kept (id int); INSERT INTO kept VALUES (7)`);
const keptRow = (ownerUrl: string) => rows(ownerUrl, 'SELECT id FROM kept');

describe('a new cluster', () => {
  it('listens on 127.0.0.1 alone, in UTC, with hashed passwords, remembered for its owner’s eyes', async () => {
    const dir = clusters.emptyFolder();
    const database = await clusters.start(dir);
    expect(database.adopted).toBe(false);
    const settings = await rows(
      database.adminUrl,
      `SELECT name, setting FROM pg_settings WHERE name IN ('listen_addresses', 'TimeZone', 'unix_socket_directories', 'fsync', 'server_encoding') ORDER BY 1`,
    );
    expect(settings.map((row) => Object.values(row).join('='))).toEqual([
      'TimeZone=UTC',
      'fsync=on',
      'listen_addresses=127.0.0.1',
      'server_encoding=UTF8',
      'unix_socket_directories=',
    ]);
    const methods = await rows<{ auth_method: string }>(
      database.adminUrl,
      'SELECT DISTINCT auth_method FROM pg_hba_file_rules',
    );
    expect(methods).toEqual([{ auth_method: 'scram-sha-256' }]);
    expect((statSync(join(dir, 'connection.json')).mode & 0o777).toString(8)).toBe('600');
    await database.stop();
    expect(clusters.isRunning(dir)).toBe(false);
    expect(readdirSync(dir).sort()).toEqual(['connection.json', 'data', 'server.log', 'users']);
  });

  it('gives the owner its database, the app a way in, and neither any power over the server', async () => {
    const database = await clusters.start(await clusters.usedFolder());
    const [owner] = await rows(
      database.adminUrl,
      `SELECT pg_get_userbyid(datdba) AS name FROM pg_database WHERE datname = 'kindred'`,
    );
    expect(owner).toEqual({ name: 'kindred_owner' });
    const roles = await rows(
      database.adminUrl,
      `SELECT rolname FROM pg_roles WHERE rolname IN ('kindred_owner', 'kindred_app')
          AND NOT (rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole OR rolreplication) ORDER BY 1`,
    );
    expect(roles).toEqual([{ rolname: 'kindred_app' }, { rolname: 'kindred_owner' }]);
    for (const url of [database.appUrl, database.ownerUrl]) {
      await expect(rows(url, 'CREATE DATABASE mine'), url).rejects.toThrow(/permission denied/);
    }
    const guessed = new URL(database.appUrl);
    guessed.password = 'guessed';
    await expect(rows(guessed.toString(), 'SELECT 1')).rejects.toThrow(/password authentication failed/);
    await database.stop();
  });
});

describe('a cluster that was stopped', () => {
  it('starts with its rows, port and passwords', async () => {
    const dir = await clusters.usedFolder();
    const first = await clusters.start(dir);
    await keepRow(first.ownerUrl);
    await first.stop();
    const second = await clusters.start(dir);
    expect(second.ownerUrl).toBe(first.ownerUrl);
    expect(await keptRow(second.ownerUrl)).toEqual([{ id: 7 }]);
    expect(clusters.lines).toEqual([]);
    await second.stop();
  });

  it('takes another port when a program listens on its own, and says so', async () => {
    const dir = await clusters.usedFolder();
    const first = await clusters.start(dir);
    await first.stop();
    const port = Number(new URL(first.appUrl).port);
    const squatter = await listenOn(port);
    const database = await clusters.start(dir);
    expect(new URL(database.appUrl).port).not.toBe(String(port));
    expect(clusters.lines).toEqual([expect.stringMatching(`port ${port} is taken by another program; using \\d+`)]);
    await database.stop();
    await new Promise((resolve) => squatter.close(resolve));
  });

  it('brings roles back to what they should be', async () => {
    const dir = await clusters.usedFolder();
    const first = await clusters.start(dir);
    await rows(first.adminUrl, `ALTER ROLE kindred_app SUPERUSER PASSWORD 'changed'`);
    await first.stop();
    const second = await clusters.start(dir);
    expect(await rows(second.appUrl, 'SELECT rolsuper FROM pg_roles WHERE rolname = current_user')).toEqual([
      { rolsuper: false },
    ]);
    await second.stop();
  });
});

describe('several users of one cluster', () => {
  it('share one server, which ends with the last of them', async () => {
    const dir = await clusters.usedFolder();
    const [one, two, three] = await Promise.all([clusters.start(dir), clusters.start(dir), clusters.start(dir)]);
    expect([one, two, three].filter((database) => !database.adopted)).toHaveLength(1);
    await one.stop();
    await one.stop();
    await two.stop();
    expect(await rows(three.appUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await three.stop();
    expect(clusters.isRunning(dir)).toBe(false);
  });

  it('do not take the server from another process', async () => {
    const dir = await clusters.usedFolder();
    const holder = await clusters.hold(dir);
    const database = await clusters.start(dir);
    expect(database.adopted).toBe(true);
    await database.stop();
    expect(await rows(holder.adminUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

// Only root's server runs as another user.
if (process.getuid?.() === 0)
  describe('as root', () => {
    it('works below a folder that only root may enter', async () => {
      const dir = clusters.emptyFolder();
      chmodSync(dirname(dir), 0o700);
      const first = await clusters.start(dir);
      const outside = readFileSync(join(dirname(dir), 'postgres-outside'), 'utf8');
      expect(clusters.lines).toEqual([expect.stringContaining(`its programs and data are in ${outside}`)]);
      await keepRow(first.ownerUrl);
      await first.stop();
      const second = await clusters.start(dir);
      expect(clusters.lines).toEqual([]);
      expect(await keptRow(second.ownerUrl)).toEqual([{ id: 7 }]);
      await second.stop();
      rmSync(outside, { recursive: true });
      chmodSync(dirname(dir), 0o711);
    });
  });

function listenOn(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
