import { z } from 'zod';
import { messageSentence, messageStatus, type MessageStatus } from '~/decisions/explanations/message-words';
import { takeOut } from '~/decisions/flows/take-out.server';
import { recordActivity, type ActivityDeps } from '~/platform/audit/activity.server';
import type { Db } from '~/platform/db/db.server';
import { openAddresses, primaryAddresses } from '../people.server';
import type { SaveOutcome } from '../save-outcome';
import { inShop, pageShop, type PageDeps, type PageShop } from '../shop-context.server';
import { toldMessage } from '../told-message';
import { runStory, type RunStory } from './run-story.server';

export interface RunPage extends RunStory {
  shop: PageShop;
  id: string;
  profileId: string;
  who: string | null;
  version: number;
  /** Its mails, in the order in which they were planned. */
  mails: { id: string; step: string; status: MessageStatus; sentence: string }[];
}

/** One person's way through a flow. Null where the flow has no such run. */
export function runPage(deps: PageDeps, shopDomain: string, flowKey: string, rawId: string): Promise<RunPage | null> {
  return inShop(deps, shopDomain, async (db, row) => {
    const id = z.uuid().safeParse(rawId);
    const run = id.success ? await db.flowRun.findFirst({ where: { shopId: row.id, flowKey, id: id.data } }) : null;
    if (!run) return null;
    const { shopId, profileId, version } = run;
    const shop = pageShop(deps, row);
    const story = await runStory(db, shop, shopId, run.id);
    const addressOf = await primaryAddresses(db, shopId, [profileId]);
    const who = [...(await openAddresses(deps.vault, db, shopId, [...addressOf.values()])).values()][0];
    if (!story) return null;
    return {
      ...{ ...story, shop, id: run.id, profileId, version, who: who?.name ?? who?.email ?? null },
      mails: await mailsOf(db, shop, shopId, run.id),
    };
  });
}

async function mailsOf(db: Db, shop: PageShop, shopId: string, sourceId: string): Promise<RunPage['mails']> {
  const messages = await db.message.findMany({
    where: { shopId, sourceKind: 'flow-run', sourceId },
    orderBy: [{ plannedAt: 'asc' }, { id: 'asc' }],
  });
  return messages.map((message) => {
    const told = toldMessage(message);
    const { id, stepKey: step } = message;
    return { id, step, status: messageStatus(told, shop), sentence: messageSentence(told, shop) };
  });
}

/** Takes somebody out of a flow: their way ends, and what has not left is not sent. */
export function takeOutOfFlow(
  deps: PageDeps & ActivityDeps,
  shopDomain: string,
  flowKey: string,
  rawId: string,
  actor?: string,
): Promise<SaveOutcome> {
  return inShop(deps, shopDomain, (_db, { id: shopId }) =>
    deps.db.transaction(async (tx): Promise<SaveOutcome> => {
      const id = z.uuid().safeParse(rawId);
      const run = id.success ? await tx.flowRun.findFirst({ where: { shopId, flowKey, id: id.data } }) : null;
      if (!run || !(await takeOut(tx, deps.clock, shopId, run.id)))
        return { kind: 'refused', problems: [{ field: 'run', message: 'They have left the flow already.' }] };
      await recordActivity(deps, tx, shopId, { kind: 'flow-run-taken-out', subject: flowKey, actor });
      return { kind: 'saved' };
    }),
  );
}
