import { z } from 'zod';
import { forgetCartsBefore } from '~/capture/carts/forget-carts.server';
import { forgetEventsBefore } from '~/capture/events/forget-events.server';
import { forgetOldCounts } from '~/customers/segments/segment-counts.server';
import { forgetDecisionsBefore } from '~/decisions/send-policy/forget-decisions.server';
import { forgetContentsBefore } from '~/delivery/sending/forget-contents.server';
import { forgetSignalsBefore } from '~/engagement/signals/erase.server';
import { forgetOldMessages } from '~/integrations/webhooks-out/forget-messages.server';
import { forgetLooksBefore } from '~/platform/audit/forget-looks.server';
import type { Clock, SystemClock } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import { lapseLeft } from '../left-at-shopify.server';
import { forgetUnseen } from './forget-unseen.server';
import { keptSince, type RetentionKey, type RetentionSettings } from './retention-rules';

/** What a step is done with. */
export interface StepContext {
  deps: { clock: Clock; systemClock: SystemClock; vault: Vault };
  tx: Db;
  shopId: string;
  settings: RetentionSettings;
  cursor: string | null;
}

/** How many of each kind went. */
export type Removed = Partial<
  Record<'visitors' | 'people' | 'events' | 'carts' | 'contents' | 'decisions' | 'looks', number>
>;

export interface StepOutcome {
  removed: Removed;
  /** Where the step goes on; null: it is through. */
  next: string | null;
}

/** Rows that go in one transaction. */
const BATCH = 2_000;

type Forget = (tx: Db, shopId: string, before: Date, limit: number) => Promise<number>;

/** A step that deletes the oldest until none is left that is too old. */
const deleting =
  (kind: keyof Removed, key: RetentionKey, forget: Forget, time: 'clock' | 'systemClock' = 'clock') =>
  async ({ deps, tx, shopId, settings }: StepContext): Promise<StepOutcome> => {
    const count = await forget(tx, shopId, keptSince(settings, key, deps[time].now()), BATCH);
    return { removed: { [kind]: count }, next: count < BATCH ? null : '' };
  };

const position = z.object({ lastSeenAt: z.coerce.date(), id: z.uuid() });

/** What a daily run does, one after the other; each step by the stages' own functions. */
export const retentionSteps: { name: string; take: (context: StepContext) => Promise<StepOutcome> }[] = [
  {
    name: 'people',
    async take({ deps, tx, shopId, settings, cursor }) {
      const after = cursor ? position.parse(JSON.parse(cursor)) : null;
      const { visitors, people, next } = await forgetUnseen(deps, tx, shopId, settings, after);
      return { removed: { visitors, people }, next: next && JSON.stringify(next) };
    },
  },
  {
    name: 'events',
    async take(context) {
      const { deps, tx, shopId, settings } = context;
      await noteGone(tx, shopId, keptSince(settings, 'historyMonths', deps.clock.now()));
      return deleting('events', 'historyMonths', forgetEventsBefore)(context);
    },
  },
  {
    name: 'signals',
    async take({ deps, tx, shopId, settings }) {
      const before = keptSince(settings, 'historyMonths', deps.clock.now());
      const count = await forgetSignalsBefore(tx, shopId, before, BATCH);
      return { removed: {}, next: count < BATCH ? null : '' };
    },
  },
  { name: 'carts', take: deleting('carts', 'historyMonths', forgetCartsBefore) },
  { name: 'contents', take: deleting('contents', 'contentDays', forgetContentsBefore) },
  { name: 'decisions', take: deleting('decisions', 'decisionDays', forgetDecisionsBefore) },
  {
    name: 'left-at-shopify',
    async take({ deps, tx, shopId }) {
      await lapseLeft(tx, shopId, deps.clock.now());
      return { removed: {}, next: null };
    },
  },
  {
    name: 'segment-counts',
    async take({ deps, tx, shopId }) {
      await forgetOldCounts(tx, shopId, deps.clock.now());
      return { removed: {}, next: null };
    },
  },
  {
    name: 'webhooks-out',
    async take({ deps, tx, shopId }) {
      await forgetOldMessages(tx, shopId, deps.systemClock.now());
      return { removed: {}, next: null };
    },
  },
  { name: 'access-log', take: deleting('looks', 'accessLogMonths', forgetLooksBefore, 'systemClock') },
];

/** Remembers from when on the history is whole: what was worked out from what is gone is not worked out again (`creditable-since.server.ts`). */
async function noteGone(tx: Db, shopId: string, before: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE retention_runs SET "historySince" = GREATEST("historySince", ${before}) WHERE "shopId" = ${shopId}::uuid`;
}
