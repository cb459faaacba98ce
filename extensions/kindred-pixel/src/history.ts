import type { Browser } from '@shopify/web-pixels-extension';
import type { Source, WireEvent } from './wire';

/**
 * What a shopper did, kept in the browser until it may be handed over. Each page of the shop writes an entry of its own, and nobody else
 * writes there: two tabs, or the theme embed beside the pixel, cannot overwrite each other. An entry's key is `PREFIX + p|t + _ + time + _ +
 * chance`: whose events it holds, the milliseconds in base 36 when its page began, and four characters that tell two pages of one moment apart.
 */
const PREFIX = 'kindred_history_';
const MAX_AGE_MS = 14 * 86_400_000;
/** Newest entries that stay, so that a browser that is never known keeps at most some 240,000 characters. */
const MAX_ENTRIES = 60;
const MAX_ENTRY_EVENTS = 20;
const MAX_ENTRY_CHARACTERS = 4_000;
const KEY = new RegExp(`^${PREFIX}([pt])_([0-9a-z]{8,9})_`);

export interface Kept {
  source: Source;
  event: WireEvent;
}

interface Entry {
  source: Source;
  events: WireEvent[];
}

export type History = ReturnType<typeof createHistory>;

export function createHistory(storage: Browser['localStorage']) {
  let own = newEntry();
  /** Of other pages, by key; read once a page. Null: not read yet. */
  let others: Map<string, Entry> | null = null;
  const settled = new Set<string>();

  async function write({ key, events }: typeof own): Promise<void> {
    const work = events.length > 0 ? storage.setItem(key, JSON.stringify(events)) : storage.removeItem(key);
    await Promise.resolve(work).catch(() => undefined); // without storage the events live as long as the page
  }

  async function readOthers(): Promise<Map<string, Entry>> {
    const keys = (await listKeys(storage)).filter((key) => key !== own.key);
    const found = new Map<string, Entry>();
    for (const key of keys) {
      const events = parseEvents(await storage.getItem(key).catch(() => null));
      found.set(key, { source: key.startsWith(`${PREFIX}t`) ? 'theme' : 'pixel', events });
    }
    return found;
  }

  /** Another tab may have gone on writing meanwhile: then its entry stays, with what is new in it still to be handed over. */
  async function clear(key: string, entry: Entry): Promise<void> {
    const now = parseEvents(await storage.getItem(key).catch(() => null));
    entry.events = now.filter(({ id }) => !settled.has(id));
    if (entry.events.length > 0) return;
    others?.delete(key);
    await storage.removeItem(key).catch(() => undefined);
  }

  return {
    add(event: WireEvent): void {
      if (isFull(own.events, event)) {
        own = newEntry();
        others = null;
      }
      own.events.push(event);
      void write(own);
    },
    /** All that this browser keeps, other pages' first, oldest first. */
    async waiting(): Promise<Kept[]> {
      others ??= await readOthers();
      const entries = [...others.values(), { source: 'pixel' as const, events: own.events }];
      return entries.flatMap(({ source, events }) => events.map((event) => ({ source, event })));
    },
    /** These were taken by the app, or never will be. Another page's entry goes once all of it did. */
    async settle(ids: ReadonlySet<string>): Promise<void> {
      const before = own.events.length;
      own.events = own.events.filter(({ id }) => !ids.has(id));
      if (own.events.length < before) await write(own);
      for (const id of ids) settled.add(id);
      for (const [key, entry] of others ?? []) {
        entry.events = entry.events.filter(({ id }) => !settled.has(id));
        if (entry.events.length === 0) await clear(key, entry);
      }
    },
    /** Consent is gone: nothing stays, of no page. */
    async forget(): Promise<void> {
      own = newEntry();
      others = null;
      for (const key of await listKeys(storage, () => true)) await storage.removeItem(key).catch(() => undefined);
    },
    /** Removes what is too old or too much. For the start of each page. */
    prune: () => prune(storage),
  };
}

/** Keys of entries, oldest first. */
async function listKeys(storage: Browser['localStorage'], isWanted = isFresh): Promise<string[]> {
  const length = await storage.length().catch(() => 0);
  const keys = await Promise.all(Array.from({ length }, (_, index) => storage.key(index).catch(() => null)));
  return keys
    .filter((key): key is string => key !== null && KEY.test(key) && isWanted(key))
    .sort((one, other) => beganAt(one) - beganAt(other));
}

async function prune(storage: Browser['localStorage']): Promise<void> {
  const keys = await listKeys(storage, () => true);
  const fresh = keys.filter(isFresh);
  const kept = new Set(fresh.slice(-MAX_ENTRIES));
  for (const key of keys) if (!kept.has(key)) await storage.removeItem(key).catch(() => undefined);
}

const beganAt = (key: string): number => parseInt(KEY.exec(key)?.[2] ?? '', 36);

/** An entry from the future was made by a clock that was wrong. */
function isFresh(key: string): boolean {
  const ageMs = Date.now() - beganAt(key);
  return ageMs <= MAX_AGE_MS && ageMs > -86_400_000;
}

function newEntry() {
  const chance = Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) => (byte % 36).toString(36)).join('');
  return { key: `${PREFIX}p_${Date.now().toString(36)}_${chance}`, events: [] as WireEvent[] };
}

function isFull(events: WireEvent[], next: WireEvent): boolean {
  if (events.length === 0) return false;
  return events.length >= MAX_ENTRY_EVENTS || JSON.stringify([...events, next]).length > MAX_ENTRY_CHARACTERS;
}

function parseEvents(text: string | null): WireEvent[] {
  try {
    const events: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(events) ? (events as WireEvent[]) : [];
  } catch {
    return []; // not ours any more
  }
}
