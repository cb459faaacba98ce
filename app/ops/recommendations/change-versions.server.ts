import { Prisma } from '@prisma/client';
import { z } from 'zod';
import { isHeld, letNewestServe, useVersion } from '~/decisions/recommendations/versions.server';
import { recordActivity, type ActivityDeps } from '~/platform/audit/activity.server';
import type { Db } from '~/platform/db/db.server';
import type { SaveOutcome } from '../save-outcome';
import { inShop, type PageDeps } from '../shop-context.server';

const LAST_VERSION = 2 ** 31 - 1;
const input = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('use'), version: z.coerce.number().int().min(1).max(LAST_VERSION) }),
  z.object({ intent: z.literal('let-new-ones-serve') }),
]);

type Deps = Pick<PageDeps, 'db' | 'shops'> & ActivityDeps;

const refused = (message: string): SaveOutcome => ({ kind: 'refused', problems: [{ field: 'version', message }] });

/** Lets a version serve that a merchant chose, or new ones again. `actor`: Shopify's id of the user. */
export function changeVersions(deps: Deps, shopDomain: string, actor: string, form: unknown): Promise<SaveOutcome> {
  const parsed = input.safeParse(form);
  if (!parsed.success)
    return Promise.resolve(refused('There is no such version. Load the page again and choose one of its list.'));
  const told = parsed.data;
  return inShop(deps, shopDomain, async (_db, { id: shopId }) => {
    const change = (tx: Db) =>
      told.intent === 'use' ? use(deps, tx, shopId, actor, told.version) : letGoOn(deps, tx, shopId, actor);
    try {
      return await deps.db.transaction(async (tx) => {
        // Two who choose at once are served one after the other, and the last one's choice stands.
        await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`recommender:${shopId}`}, 0))::text`;
        return change(tx);
      });
    } catch (error) {
      if (isTwoAtOnce(error))
        return refused('A new version came at this very moment. Look at the list and choose again.');
      throw error;
    }
  });
}

/** Training stores a version at the same time: the database lets only one serve. */
const isTwoAtOnce = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && (error.code === 'P2002' || error.code === 'P2034');

async function use(deps: Deps, tx: Db, shopId: string, actor: string, version: number): Promise<SaveOutcome> {
  const row = await tx.recommenderModel.findUnique({
    where: { shopId_version: { shopId, version } },
    select: { isActive: true },
  });
  if (row?.isActive && (await isHeld(tx, shopId))) return { kind: 'saved' };
  const outcome = await useVersion(tx, shopId, version);
  switch (outcome.kind) {
    case 'gone':
      return refused('This version is gone: only the last few are kept. Choose one of the list.');
    case 'of-older-release':
      return refused(
        'This version was written by an older release of Kindred, which can no longer be read. Choose a newer one.',
      );
    case 'serves':
      await recordActivity(deps, tx, shopId, {
        ...{ kind: 'recommender-version-chosen', subject: String(version) },
        ...{ actor, details: { version } },
      });
      return { kind: 'saved' };
  }
}

async function letGoOn(deps: Deps, tx: Db, shopId: string, actor: string): Promise<SaveOutcome> {
  if (!(await isHeld(tx, shopId))) return { kind: 'saved' };
  await letNewestServe(tx, shopId);
  await recordActivity(deps, tx, shopId, { kind: 'recommender-let-go-on', actor });
  return { kind: 'saved' };
}
