import type { Message } from '@prisma/client';
import type { StoredDecision } from '~/decisions/explanations/decision-words';
import { VERSION_UNKNOWN } from '~/decisions/explanations/flow-words';
import { messageSentence, messageStatus, type MessageStatus } from '~/decisions/explanations/message-words';
import { turnedAwayWords } from '~/decisions/explanations/turned-away-words';
import { flowNames } from '~/decisions/flows/flow-names.server';
import { understoodFlow } from '~/decisions/flows/flows.server';
import type { TurnedAway } from '~/decisions/flows/runner/entering';
import type { Db } from '~/platform/db/db.server';
import { nowWords } from './flows/run-story.server';
import type { PageShop } from './shop-context.server';
import { toldMessage } from './told-message';

export interface WhatNext {
  /** Flows this person is in now. */
  runs: { id: string; flowKey: string; flowName: string; isFlowOn: boolean; startedAt: string; sentence: string }[];
  /** Mails that have not left yet, or of which it is not known whether they have. */
  messages: { id: string; step: string; status: MessageStatus; sentence: string }[];
  /** Flows that they set off and that did not begin for them, the last time of each, the newest first. */
  turnedAway: { flowKey: string; at: string; times: number; sentence: string }[];
}

/** What somebody will get next, and why: told from what was stored when it was decided. */
export async function whatComesNext(db: Db, shop: PageShop, shopId: string, profileId: string): Promise<WhatNext> {
  const runs = await db.flowRun.findMany({
    where: { shopId, profileId, status: 'active' },
    include: { decisions: { orderBy: { seq: 'desc' }, take: 1 }, flowVersion: { include: { flow: true } } },
    orderBy: { startedAt: 'desc' },
  });
  const messages = await db.message.findMany({
    where: { shopId, profileId, state: { in: ['planned', 'claimed', 'requested', 'unknown'] } },
    orderBy: { dueAt: 'asc' },
  });
  const names = await flowNames(db, shopId);
  return {
    turnedAway: await turnedAwayFrom(db, shop, shopId, profileId),
    messages: messages.map((message) => waiting(message, shop)),
    runs: await Promise.all(
      runs.map(async (run) => {
        const flow = await understoodFlow(db, shopId, run.flowKey, run.version);
        const last = (run.decisions[0]?.evaluation ?? null) as unknown as StoredDecision | null;
        return {
          ...{ id: run.id, flowKey: run.flowKey, flowName: names.get(run.flowKey) ?? run.flowKey },
          isFlowOn: run.flowVersion.flow.isOn,
          startedAt: run.startedAt.toISOString(),
          sentence: flow ? nowWords(run, last, flow, shop) : VERSION_UNKNOWN,
        };
      }),
    ),
  };
}

const MOST_TURNED_AWAY = 10;

async function turnedAwayFrom(
  db: Db,
  shop: PageShop,
  shopId: string,
  profileId: string,
): Promise<WhatNext['turnedAway']> {
  const rows = await db.flowTurnedAway.findMany({
    where: { shopId, profileId },
    orderBy: { at: 'desc' },
    take: MOST_TURNED_AWAY,
  });
  return Promise.all(
    rows.map(async ({ flowKey, version, at, times, why }) => {
      const flow = await understoodFlow(db, shopId, flowKey, version);
      const sentence = flow ? turnedAwayWords(why as unknown as TurnedAway, flow, shop) : VERSION_UNKNOWN;
      return { flowKey, at: at.toISOString(), times, sentence };
    }),
  );
}

function waiting(message: Message, shop: PageShop): WhatNext['messages'][number] {
  const told = toldMessage(message);
  const { id, stepKey: step } = message;
  return { id, step, status: messageStatus(told, shop), sentence: messageSentence(told, shop) };
}
