import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openKeep, type Keep } from '../kept/keep';
import { keptFile } from '../kept/kept-file';
import type { StoreData } from '../store';
import type { DemoArguments, OwnFiles, UnsubscribeMode } from './arguments';
import { moveAddresses } from './move-addresses';
import { isKept, type WorldPlace } from './place';

/** Raised with each change after which an older world's files can no longer be read or played again. */
const FORMAT = 1;

/** What a kept world is, as its folder remembers it. */
interface Identity {
  format: number;
  seed: number;
  /** SHA-256 of the merchant's own files; empty: a generated store. */
  files: Partial<Record<keyof OwnFiles, string>>;
  unsubscribeMode: UnsubscribeMode;
  starts: number;
  ports: number[];
  /** The ports are being changed: the kept files name some of either. */
  moving?: { from: number[]; to: number[] };
  /** The app has read the shop's past. */
  isSynced: boolean;
}

interface Keys {
  apiSecret: string;
  /** 32 bytes in base64. */
  encryptionKey: string;
}

export interface KeptWorld {
  seed: number;
  unsubscribeMode: UnsubscribeMode;
  /** True unless this is its first start. */
  isOld: boolean;
  isSynced: boolean;
  /** The ports of the last start; those wished for at the first. */
  ports: number[];
  keys: Keys;
  /** The store as it was when the world began. What happened since, the stand-ins keep. */
  data: StoreData;
  keep: Keep;
  /** Goes over to other ports; to be called before anything of `keep` is opened. */
  usePorts(ports: number[]): void;
  noteSynced(): void;
}

type Wishes = Pick<DemoArguments, 'seed' | 'files' | 'unsubscribeMode'>;

/**
 * Opens the world that lies at a place, or makes it. One that was made otherwise than now asked for is refused, with the remedy.
 * @param load makes the store of a new world
 */
export async function openKeptWorld(
  place: WorldPlace,
  wishes: Wishes,
  { load, ports }: { load: (seed: number) => Promise<StoreData>; ports: number[] },
): Promise<KeptWorld> {
  const files = hashesOf(wishes.files);
  const identityFile = keptFile<Identity>(place.identityFile);
  const storeFile = keptFile<StoreData>(join(place.dir, 'store.json'));
  const keysFile = keptFile<Keys>(join(place.dir, 'keys.json'));
  const isOld = isKept(place);
  if (!isOld) {
    storeFile.write(await load(wishes.seed ?? 1));
    keysFile.write({ apiSecret: randomBytes(24).toString('hex'), encryptionKey: randomBytes(32).toString('base64') });
  }
  const before = identityFile.read() ?? newIdentity(wishes, files, ports);
  refuseAnother(before, wishes, files);
  let identity = before;
  const change = (changes: Partial<Identity>) => {
    identity = { ...identity, ...changes };
    identityFile.write(identity);
  };
  const keepDir = join(place.dir, 'kept');
  const moveTo = (ports: number[]) => {
    const moving = { from: identity.ports, to: ports };
    change({ moving });
    moveAddresses(keepDir, moving);
    const { moving: _done, ...rest } = identity;
    identity = rest;
    change({ ports });
  };
  if (identity.moving) moveTo(identity.moving.to);
  // Counted before anything is drawn, so that no two starts draw the same ids.
  change({ starts: before.starts + 1, unsubscribeMode: wishes.unsubscribeMode ?? before.unsubscribeMode });
  return {
    ...{ seed: identity.seed, unsubscribeMode: identity.unsubscribeMode, isOld, isSynced: identity.isSynced },
    ports: identity.ports,
    keys: needed(keysFile.read(), place),
    data: needed(storeFile.read(), place),
    keep: openKeep(keepDir, { startsBefore: before.starts }),
    usePorts: (used) => (used.join() === identity.ports.join() ? undefined : moveTo(used)),
    noteSynced: () => change({ isSynced: true }),
  };
}

function newIdentity({ seed, unsubscribeMode }: Wishes, files: Identity['files'], ports: number[]): Identity {
  return {
    ...{ format: FORMAT, seed: seed ?? 1, files, unsubscribeMode: unsubscribeMode ?? 'postmark' },
    ...{ starts: 0, ports, isSynced: false },
  };
}

function refuseAnother(kept: Identity, { seed }: Wishes, files: Identity['files']): void {
  const remedy = 'Begin anew with --reset, which forgets it, or make another one beside it with --world NAME.';
  if (kept.format !== FORMAT)
    throw new Error(`The kept world is of another version (format ${kept.format}; this is ${FORMAT}). ${remedy}`);
  if (seed !== null && seed !== kept.seed)
    throw new Error(`The kept world was made with --seed ${kept.seed}, not ${seed}. ${remedy}`);
  const kinds = Object.keys(files) as (keyof OwnFiles)[];
  const others = kinds.filter((kind) => files[kind] !== kept.files[kind]);
  if (others.length > 0)
    throw new Error(`The kept world was not made from these files (other ${others.join(' and ')}). ${remedy}`);
}

function hashesOf(files: OwnFiles): Identity['files'] {
  return Object.fromEntries(
    Object.entries(files).map(([kind, file]) => [kind, createHash('sha256').update(readFileSync(file)).digest('hex')]),
  );
}

function needed<T>(kept: T | undefined, { dir }: WorldPlace): T {
  if (kept === undefined) throw new Error(`A file of the kept world in ${dir} is missing. Begin anew with --reset.`);
  return kept;
}
