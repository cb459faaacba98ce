import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const schema = z.object({
  adminPassword: z.string().min(20),
  ownerPassword: z.string().min(20),
  appPassword: z.string().min(20),
  /** Null until the server ran once. */
  port: z.number().int().min(1).max(65_535).nullable(),
});

/** What is remembered of a cluster: one random password a role, and the port it had last. */
export type Connection = z.infer<typeof schema>;

export interface ReadConnection {
  connection: Connection;
  /** False when the file was missing or unreadable: the passwords are new, and a data folder that exists does not know them. */
  remembered: boolean;
}

export function readConnection(dir: string): ReadConnection {
  try {
    return { connection: schema.parse(JSON.parse(readFileSync(fileIn(dir), 'utf8'))), remembered: true };
  } catch {
    const password = () => randomBytes(24).toString('base64url');
    return {
      connection: { adminPassword: password(), ownerPassword: password(), appPassword: password(), port: null },
      remembered: false,
    };
  }
}

/** Written for its owner's eyes only, and in one step. */
export function writeConnection(dir: string, connection: Connection): void {
  mkdirSync(dir, { recursive: true });
  const draft = `${fileIn(dir)}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(connection, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, fileIn(dir));
}

const fileIn = (dir: string) => join(dir, 'connection.json');
