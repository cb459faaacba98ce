import { z } from 'zod';
import type { OutputDeps } from '~/customers/segments/outputs/save-output.server';
import { saveOutput } from '~/customers/segments/outputs/save-output.server';
import { recordActivity, type ActivityDeps } from '~/platform/audit/activity.server';
import type { Db } from '~/platform/db/db.server';
import { wake } from '~/platform/queue/wakeups.server';
import type { SaveOutcome } from '../save-outcome';
import { inShop, type PageDeps } from '../shop-context.server';

export type ChangeOutputDeps = Pick<PageDeps, 'db' | 'shops'> & OutputDeps & ActivityDeps;

const name = z.string().max(500).trim();
const asked = z.discriminatedUnion('intent', [
  /** Whatever is absent, it is not called. */
  z.object({ intent: z.literal('call'), tag: name.optional(), handle: name.optional() }),
  z.object({ intent: z.literal('ask-again') }),
]);

const refused = (message: string): SaveOutcome => ({ kind: 'refused', problems: [{ field: 'tag', message }] });

/** Says what a segment is called in Shopify, or asks Shopify once more of whom it would not hear. `actor`: Shopify's id of the user. */
export function changeOutput(
  deps: ChangeOutputDeps,
  shopDomain: string,
  actor: string,
  segmentId: string,
  form: unknown,
): Promise<SaveOutcome> {
  const told = asked.safeParse(form);
  const id = z.uuid().safeParse(segmentId);
  if (!told.success || !id.success) return Promise.resolve(refused('It was not said what to do. Load the page again.'));
  return inShop(deps, shopDomain, (_db, { id: shopId }) =>
    deps.db.transaction((tx) =>
      told.data.intent === 'call'
        ? call({ deps, shopId, actor }, tx, id.data, told.data)
        : askAgain({ deps, shopId, actor }, tx),
    ),
  );
}

interface By {
  deps: ChangeOutputDeps;
  shopId: string;
  actor: string;
}

async function call(
  { deps, shopId, actor }: By,
  tx: Db,
  segmentId: string,
  { tag = null, handle = null }: { tag?: string | null | undefined; handle?: string | null | undefined },
): Promise<SaveOutcome> {
  const outcome = await saveOutput(deps, tx, shopId, segmentId, { tag, handle });
  if (outcome.kind === 'gone') return refused('This segment is out of use: somebody took it away meanwhile.');
  if (outcome.kind === 'refused') return outcome;
  const segment = await tx.segment.findUniqueOrThrow({ where: { shopId_id: { shopId, id: segmentId } } });
  const details = { name: segment.name, ...(tag ? { tag } : {}), ...(handle ? { handle } : {}) };
  await recordActivity(deps, tx, shopId, { kind: 'segment-output-changed', subject: segmentId, actor, details });
  return { kind: 'saved' };
}

async function askAgain({ deps, shopId }: By, tx: Db): Promise<SaveOutcome> {
  const now = deps.systemClock.now();
  await tx.segmentTelling.updateMany({
    where: { shopId, NOT: { problem: null } },
    data: { dueAt: now, attempts: 0, version: { increment: 1 } },
  });
  await wake(tx, shopId, 'tell-segment-outputs', now);
  return { kind: 'saved' };
}
