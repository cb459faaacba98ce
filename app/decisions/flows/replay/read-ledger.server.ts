import type { Message } from '@prisma/client';
import type { Db } from '~/platform/db/db.server';
import type { SendDecision } from '../../send-policy/message';
import { subjectOfMessage } from '../../send-policy/message-subject';
import type { OtherMail, RunBefore } from './past';
import { grouped } from './read-people.server';

interface Asked {
  shopId: string;
  flowKey: string;
  /** In ms since 1970. */
  from: number;
  until: number;
}

/** Runs of the flow that began before the window: who is in one is not let in. */
export async function readRunsBefore(
  db: Db,
  { shopId, flowKey, from }: Asked,
  ids: readonly string[],
): Promise<Map<string, RunBefore[]>> {
  const rows = await db.flowRun.findMany({
    where: { shopId, flowKey, profileId: { in: [...ids] }, startedAt: { lt: new Date(from) } },
    select: { profileId: true, startedAt: true, endedAt: true, subject: true },
  });
  return grouped(rows, (run) => [
    run.profileId,
    { startedAt: run.startedAt.getTime(), endedAt: run.endedAt?.getTime() ?? null, subject: subjectOfMessage(run) },
  ]);
}

export interface OwnedMail extends OtherMail {
  profileId: string;
  addressId: string | null;
}

/** The longest that any rule looks back. */
const LOOKS_BACK_MS = 45 * 86_400_000;

/** Mails to these people or their addresses, but for those of runs that the replay makes anew. */
export async function readMails(
  db: Db,
  { shopId, flowKey, from, until }: Asked,
  ids: readonly string[],
  addressIds: readonly string[],
): Promise<OwnedMail[]> {
  const rows = await db.$queryRaw<Message[]>`
    SELECT m.* FROM messages m
    WHERE m."shopId" = ${shopId}::uuid AND m."sourceKind" <> 'confirmation'
      AND (m."profileId" = ANY(${[...ids]}::uuid[]) OR m."addressId" = ANY(${[...addressIds]}::uuid[]))
      AND m."plannedAt" > ${new Date(from - LOOKS_BACK_MS)}::timestamptz AND m."plannedAt" <= ${new Date(until)}::timestamptz
      AND NOT EXISTS (SELECT FROM flow_runs r WHERE r."shopId" = m."shopId" AND r."id" = m."sourceId" AND m."sourceKind" = 'flow-run'
        AND r."flowKey" = ${flowKey} AND r."startedAt" >= ${new Date(from)}::timestamptz)
    ORDER BY m."id"`;
  const answers = await db.messageDecision.findMany({
    where: { shopId, messageId: { in: rows.map(({ id }) => id) } },
    select: { messageId: true, decidedAt: true, lastAt: true, decision: true },
    orderBy: { seq: 'asc' },
  });
  const answersOf = grouped(answers, (answer) => [answer.messageId, answer]);
  return rows.map((row) => toMail(row, answersOf.get(row.id) ?? []));
}

interface Answer {
  decidedAt: Date;
  lastAt: Date;
  decision: unknown;
}

const WENT = ['requested', 'accepted', 'unknown'];

/** A mail whose turn has come is asked about at once, so that the first answer tells when it was due first. */
function toMail(row: Message, answers: readonly Answer[]): OwnedMail {
  const sentAt = WENT.includes(row.state) ? (row.sentAt?.getTime() ?? null) : null;
  const first = answers[0]?.decidedAt ?? row.dueAt;
  const isClosed = row.state === 'skipped' || row.state === 'rejected';
  return {
    ...{ id: row.id, profileId: row.profileId, addressId: row.addressId, flowKey: row.flowKey, stepKey: row.stepKey },
    ...{
      cartToken: subjectOfMessage(row).cartToken,
      priority: row.priority,
      sentAt,
      plannedAt: row.plannedAt.getTime(),
    },
    firstDueAt: Math.min(first.getTime(), row.dueAt.getTime()),
    waits: answers.flatMap(({ decidedAt, decision }) => {
      const told = decision as SendDecision & { until?: string | Date };
      return told.kind === 'defer' ? [{ at: decidedAt.getTime(), until: new Date(told.until).getTime() }] : [];
    }),
    closedAt: isClosed ? (answers.at(-1)?.lastAt ?? row.plannedAt).getTime() : null,
  };
}
