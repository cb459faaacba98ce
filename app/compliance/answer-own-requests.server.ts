import { closePrivacyRequest, openPrivacyRequests } from '~/customers/preferences/privacy-requests.server';
import { presentProfile } from '~/customers/profiles/profile-tree.server';
import { recordActivity } from '~/platform/audit/activity.server';
import type { Clock } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Database, Db } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import { eraseProfiles } from './erase-profiles.server';
import { customersOf, noteLeft } from './left-at-shopify.server';

interface AnswerDeps {
  db: Database;
  clock: Clock;
  ids: Ids;
  vault: Vault;
}

/**
 * Carries out what people asked for themselves and confirmed by mail, each in a transaction of its own: who wants to be deleted is deleted, and the
 * merchant told of which customer it was. A
 * copy of one's data is made by `make-access-exports.server.ts`, and owed until the merchant has handed it over.
 */
export async function answerOwnRequests(deps: AnswerDeps, shopId: string): Promise<void> {
  for (const { id, kind } of await openPrivacyRequests(deps.db.prisma, shopId))
    if (kind === 'delete') await deps.db.transaction((tx) => deleteWhoAsked(deps, tx, shopId, id));
}

async function deleteWhoAsked(deps: AnswerDeps, tx: Db, shopId: string, id: string): Promise<void> {
  const request = await closePrivacyRequest(deps, tx, shopId, id, 'erased');
  if (!request?.profileId) return;
  const profileId = await presentProfile(tx, shopId, request.profileId);
  if (!profileId) return;
  const customerIds = await customersOf(tx, shopId, profileId);
  await eraseProfiles(deps, tx, shopId, [profileId]);
  await noteLeft(deps, tx, shopId, customerIds);
  await recordActivity(deps, tx, shopId, { kind: 'person-erased', subject: profileId });
}

/** Whether somebody waits to be deleted. */
export const isDeletionOwed = async (db: Db, shopId: string): Promise<boolean> =>
  (await openPrivacyRequests(db, shopId)).some(({ kind }) => kind === 'delete');
