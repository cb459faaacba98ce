import type { AccessExport, PrivacyRequest } from '@prisma/client';
import {
  addPiece,
  deleteExpiredExports,
  finishExport,
  holdExport,
  nextExpiryAt,
} from '~/customers/preferences/access-exports.server';
import { openPrivacyRequests } from '~/customers/preferences/privacy-requests.server';
import type { Clock } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Database, Db } from '~/platform/db/db.server';
import type { CopyOf } from './section';
import { sections } from './sections.server';
import { profilesAskedAbout } from './whom-it-is-about.server';

export interface ExportDeps {
  db: Database;
  clock: Clock;
  vault: Vault;
}

/** Pieces of one run: a person of whom very much is kept holds up nobody else for long. */
const MOST_PIECES = 400;

/**
 * Makes the copies that are asked for, a piece a transaction, each going on where the last one ended, by whichever worker; deletes those whose time is
 * over. Returns when there is more to do, by business time.
 */
export async function makeAccessExports(deps: ExportDeps, shopId: string): Promise<Date | null> {
  await deps.db.transaction((tx) => deleteExpiredExports(deps, tx, shopId));
  let left = MOST_PIECES;
  for (const request of await owed(deps.db.prisma, shopId))
    while ((await makePiece(deps, request)) === 'more') if (--left === 0) return deps.clock.now();
  return nextExpiryAt(deps.db.prisma, shopId);
}

/** Requests for a copy that is not there yet. */
async function owed(db: Db, shopId: string): Promise<PrivacyRequest[]> {
  const open = (await openPrivacyRequests(db, shopId)).filter(({ kind }) => kind === 'download');
  const ids = open.map(({ id }) => id);
  const made = await db.accessExport.findMany({ where: { shopId, requestId: { in: ids }, readyAt: { not: null } } });
  return open.filter(({ id }) => !made.some(({ requestId }) => requestId === id));
}

/** When copies are to be made or deleted next; null where nothing waits. */
export async function nextExportAt(db: Db, clock: Clock, shopId: string): Promise<Date | null> {
  return (await owed(db, shopId)).length > 0 ? clock.now() : nextExpiryAt(db, shopId);
}

function makePiece(deps: ExportDeps, { shopId, id }: PrivacyRequest): Promise<'more' | 'done'> {
  return deps.db.transaction(async (tx) => {
    const request = await tx.privacyRequest.findUnique({ where: { shopId_id: { shopId, id } } });
    // An erasure took it away meanwhile, or somebody closed it.
    if (request?.state !== 'open') return 'done';
    const whom = await profilesAskedAbout(deps.vault, tx, request);
    const held = await holdExport(deps, tx, shopId, { requestId: id, profileIds: whom.all });
    if (held.readyAt) return 'done';
    const copyOf = { db: tx, vault: deps.vault, shopId, ...whom };
    return (await writeNext(copyOf, held)) ? 'more' : finish(deps, tx, held);
  });
}

async function finish(deps: ExportDeps, tx: Db, held: AccessExport): Promise<'done'> {
  await finishExport(deps, tx, held);
  return 'done';
}

/** Writes the next rows; false where all sections are whole. */
async function writeNext(of: CopyOf, held: AccessExport): Promise<boolean> {
  const at = sections.findIndex(({ name }) => name === held.section);
  // A section that is written up to some row goes on there; after a whole one comes the next.
  const section = sections[held.cursor === null ? at + 1 : at];
  if (!section) return false;
  const rows = await section.read(of, held.cursor);
  const content = of.vault.seal(JSON.stringify(rows.map(({ row }) => row)), of.shopId);
  const last = rows.length < section.size ? null : (rows.at(-1)?.cursor ?? null);
  await addPiece(of.db, held, { section: section.name, content }, { section: section.name, cursor: last });
  return true;
}
