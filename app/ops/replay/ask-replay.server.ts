import type { Prisma } from '@prisma/client';
import { z } from 'zod';
import { addMs, minutes } from '~/platform/clock/clock';
import type { Ids } from '~/platform/ids.server';
import { wake } from '~/platform/queue/wakeups.server';
import type { SaveOutcome } from '../save-outcome';
import { inShop, type PageDeps } from '../shop-context.server';
import { openReplays, type ReplaySide } from './replay-rows.server';
import { chosenSide } from './sides.server';

export type AskReplayDeps = PageDeps & { ids: Ids };

export const REPLAY_DAYS = [7, 14, 30] as const;
/** More than anybody waits for. */
const MOST_OPEN = 3;

const form = z.object({
  first: z.string().min(1).max(20),
  /** Empty: nothing is compared. */
  second: z.string().max(20).catch(''),
  days: z.coerce.number().pipe(z.union(REPLAY_DAYS.map((days) => z.literal(days)))),
});

const refused = (field: string, message: string): SaveOutcome => ({ kind: 'refused', problems: [{ field, message }] });

/** Asks for a flow, or two variants of one, to be run over what happened in the last days. */
export async function askReplay(
  deps: AskReplayDeps,
  shopDomain: string,
  flowKey: string,
  asked: unknown,
  actor?: string,
): Promise<SaveOutcome> {
  const input = form.safeParse(asked);
  if (!input.success) return refused('days', 'Choose what to replay, and over how many days.');
  const { first, second, days } = input.data;
  if (first === second) return refused('second', 'That is the same twice. Choose another to compare with, or none.');
  return inShop(deps, shopDomain, async (db, { id: shopId }) => {
    const flow = await db.flow.findUnique({ where: { shopId_key: { shopId, key: flowKey } } });
    if (!flow) return refused('first', 'There is no such flow any more.');
    if ((await openReplays(db, shopId)).length >= MOST_OPEN)
      return refused('first', 'Three replays are under way already. Ask again when one of them is done.');
    const sides: ReplaySide[] = [];
    for (const [field, value] of [
      ['first', first],
      ['second', second],
    ] as const) {
      if (value === '') continue;
      const chosen = await chosenSide(db, flow, value);
      if (chosen.kind === 'refused') return refused(field, chosen.problem);
      sides.push(chosen.side);
    }
    const now = deps.clock.now();
    const window = { from: addMs(now, -minutes(days * 1_440)), until: now };
    const row = { shopId, id: deps.ids.next(), flowKey, askedAt: now, askedBy: actor ?? null, ...window };
    await deps.db.transaction(async (tx) => {
      await tx.flowReplay.create({ data: { ...row, sides: sides as unknown as Prisma.InputJsonArray } });
      await wake(tx, shopId, 'run-replays', now);
    });
    return { kind: 'saved' };
  });
}
