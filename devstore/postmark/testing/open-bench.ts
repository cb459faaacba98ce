import { AccountClient, type Message, ServerClient } from 'postmark';
import { createLog } from '../../append-only-log';
import type { WorldClock } from '../../clock';
import type { AppendOnlyLog } from '../../log';
import { createWorldClock } from '../../world-clock';
import type { EntryOfKind, PostmarkLogEntry } from '../log/entries';
import type { NewServer, PostmarkServer } from '../servers/servers';
import { createPostmarkStandIn, type PostmarkStandIn, type PostmarkStandInOptions } from '../stand-in';

/** A stand-in that listens, with one server, a verified sender domain and Postmark's own client. */
export interface Bench {
  standIn: PostmarkStandIn;
  /** The system's clock; add to `nowMs` to let system time pass. */
  system: { nowMs: number };
  clock: WorldClock;
  log: AppendOnlyLog<PostmarkLogEntry>;
  server: PostmarkServer;
  client: ServerClient;
  account: AccountClient;
  url: string;
  publicUrl: string;
  clientFor(token: string, timeoutSeconds?: number): ServerClient;
  /** The log's entries of one kind, oldest first. */
  entries<K extends PostmarkLogEntry['kind']>(kind: K): EntryOfKind<K>[];
  close(): Promise<void>;
}

/** 22 November 2026, 09:00 UTC: 04:00 in US Eastern time. */
export const benchStart = Date.parse('2026-11-22T09:00:00Z');

export async function openBench(
  options: Partial<PostmarkStandInOptions> = {},
  newServer: Partial<NewServer> = {},
): Promise<Bench> {
  const system = { nowMs: benchStart };
  const clock = createWorldClock({ systemNow: () => system.nowMs });
  const log = createLog<PostmarkLogEntry>({ clock });
  const standIn = createPostmarkStandIn({ clock, log, ...options });
  const { url, publicUrl } = await standIn.start({ port: 0 });
  const requestHost = new URL(url).host;
  const clientFor = (token: string, timeoutSeconds = 20) =>
    new ServerClient(token, { useHttps: false, requestHost, timeout: timeoutSeconds });
  standIn.senders.addDomain({ name: 'shop.example' });
  const server = standIn.createServer({ name: 'Shop', ...newServer });
  return {
    standIn,
    system,
    clock,
    log,
    server,
    client: clientFor(server.token),
    account: new AccountClient(standIn.accountToken, { useHttps: false, requestHost, timeout: 20 }),
    url,
    publicUrl,
    clientFor,
    entries: <K extends PostmarkLogEntry['kind']>(kind: K) =>
      log.all().flatMap(({ entry }) => (entry.kind === kind ? [entry as EntryOfKind<K>] : [])),
    close: () => standIn.stop(),
  };
}

/** A message that Postmark takes as it is. */
export function mail(fields: Partial<Message> = {}): Message {
  return {
    From: 'Shop <hello@shop.example>',
    To: 'ana@example.com',
    Subject: 'Hello',
    TextBody: 'Hello Ana',
    ...fields,
  };
}
