import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ServerClient } from 'postmark';
import type { LogEntry } from '../../devstore/log';
import type { PostmarkLogEntry } from '../../devstore/postmark/log/entries';
import type { StoreData } from '../../devstore/store';
import { place } from './demo-run';

/** What can be seen of the world from outside its process: its addresses, its log, and what Postmark answers. */
export interface WorldView {
  siteUrl: string;
  storefrontUrl: string;
  /** Moves business time; the promise may never settle when the world is killed meanwhile. */
  advance(minutes: number): Promise<void>;
  /** All mails that Postmark has, each as often as it has it. */
  mailsAtPostmark(): Promise<MailAtPostmark[]>;
}

export interface MailAtPostmark {
  /** The app's own name of it. */
  name: string;
  to: string[];
}

interface Identity {
  ports: number[];
}

export function lookAtWorld(): WorldView {
  const { ports } = JSON.parse(readFileSync(place.identityFile, 'utf8')) as Identity;
  const [, site = 0, storefront = 0, , postmark = 0] = ports;
  const siteUrl = `http://localhost:${site}`;
  return {
    siteUrl,
    storefrontUrl: `http://localhost:${storefront}`,
    async advance(minutes) {
      const response = await fetch(`${siteUrl}/clock/advance`, {
        method: 'POST',
        body: new URLSearchParams({ minutes: String(minutes) }),
      });
      if (!response.ok) throw new Error(`the clock was not moved: ${await response.text()}`);
    },
    async mailsAtPostmark() {
      const client = new ServerClient(tokenOf(), { useHttps: false, requestHost: `127.0.0.1:${postmark}` });
      const found = await client.getOutboundMessages({ count: 500, offset: 0, messageStream: 'broadcast' });
      return found.Messages.map(({ Metadata, Recipients }) => ({
        name: Metadata?.kindred_message ?? '',
        to: Recipients.map((email) => email.toLowerCase()),
      }));
    },
  };
}

/** The token of the shop's server, as the journal has it. */
function tokenOf(): string {
  const text = readFileSync(join(place.dir, 'kept', 'postmark.jsonl'), 'utf8');
  const token = /"token":"([^"]+)"/.exec(text)?.[1];
  if (!token) throw new Error('the kept world has no Postmark server');
  return token;
}

export function baseStore(): StoreData {
  return JSON.parse(readFileSync(join(place.dir, 'store.json'), 'utf8')) as StoreData;
}

/** All that Postmark's stand-in has logged in all starts. A last line that is still being written is left out. */
export function postmarkLog(): LogEntry<PostmarkLogEntry>[] {
  const file = join(place.dir, 'postmark.jsonl');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
  return lines.flatMap((line) => {
    try {
      return [JSON.parse(line) as LogEntry<PostmarkLogEntry>];
    } catch {
      return [];
    }
  });
}
