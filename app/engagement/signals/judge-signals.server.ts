import type { MailSignal, MailVerdict, Message } from '@prisma/client';
import type { AgentKind } from '~/capture/events/mail-signal';
import { holdProfile } from '~/customers/profiles/profile-tree.server';
import type { Clock, SystemClock } from '~/platform/clock/clock';
import type { Database, Db } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import { judge, type JudgedSignal, type Verdict } from './judge';
import { tellVerdicts, type NewVerdict } from './tell-verdicts.server';

export interface JudgeDeps {
  db: Database;
  clock: Clock;
  systemClock: SystemClock;
  ids: Ids;
}

/** Mails that one turn judges: a campaign's opens are many, and other shops wait as well. */
const MAILS_A_TURN = 500;

/** Judges who opened and clicked, mail by mail, each in one transaction. Returns when there is more, or null. */
export async function judgeSignals(deps: JudgeDeps, shopId: string): Promise<Date | null> {
  for (let mails = 0; mails < MAILS_A_TURN; mails += 1)
    if (!(await deps.db.transaction((tx) => judgeNextMail(deps, tx, shopId)))) break;
  return nextJudgementAt(deps.db.prisma, shopId);
}

export async function nextJudgementAt(db: Db, shopId: string): Promise<Date | null> {
  const next = await db.mailSignal.findFirst({
    where: { shopId, judgeAt: { not: null } },
    orderBy: { judgeAt: 'asc' },
    select: { judgeAt: true },
  });
  return next?.judgeAt ?? null;
}

/** Whether there was one. */
async function judgeNextMail(deps: JudgeDeps, tx: Db, shopId: string): Promise<boolean> {
  const now = deps.clock.now();
  const due = await tx.mailSignal.findFirst({
    where: { shopId, judgeAt: { lte: now } },
    orderBy: { judgeAt: 'asc' },
    select: { messageId: true },
  });
  if (!due) return false;
  const message = await holdMessage(tx, shopId, due.messageId);
  const signals = await tx.mailSignal.findMany({
    where: { shopId, messageId: message.id },
    orderBy: { id: 'asc' },
    include: { verdicts: { orderBy: { seq: 'desc' }, take: 1 } },
  });
  const verdicts = judge(signals.map(judgedSignal), message.deliveredAt);
  const told = signals.filter(({ judgeAt }) => !judgeAt || judgeAt <= now);
  const fresh = told.flatMap((signal) => newVerdict(signal, verdicts.get(signal.id)));
  await tx.mailVerdict.createMany({
    data: fresh.map(({ signal, seq, verdict }) => ({
      ...{ shopId, signalId: signal.id, seq, by: verdict.by, judgedAt: now },
      why: verdict.why.map((each) => ({ ...each })),
    })),
  });
  await tellVerdicts(deps, tx, message, fresh);
  await tx.mailSignal.updateMany({
    where: { shopId, messageId: message.id, judgeAt: { lte: now } },
    data: { judgeAt: null },
  });
  return true;
}

/** Whose a message is changes while profiles are merged: its person is held, so that nobody else judges it either. */
async function holdMessage(tx: Db, shopId: string, id: string): Promise<Message> {
  const read = () => tx.message.findUniqueOrThrow({ where: { shopId_id: { shopId, id } } });
  for (let message = await read(); ;) {
    const [{ originId } = { originId: null }] = await tx.$queryRaw<{ originId: string | null }[]>`
      SELECT "originId"::text FROM messages WHERE "shopId" = ${shopId}::uuid AND "id" = ${id}::uuid`;
    await holdProfile(tx, shopId, message.profileId, originId ?? message.profileId);
    const held = await read();
    if (held.profileId === message.profileId) return held;
    message = held;
  }
}

type StoredSignal = MailSignal & { verdicts: MailVerdict[] };

const judgedSignal = (signal: StoredSignal): JudgedSignal => ({
  ...signal,
  kind: signal.kind as JudgedSignal['kind'],
  agent: signal.agent as AgentKind,
});

/** A verdict is said again only where it is another, or rests on something else. */
function newVerdict(signal: StoredSignal, verdict: Verdict | undefined): NewVerdict[] {
  if (!verdict) return [];
  const [last] = signal.verdicts;
  const isSame = last?.by === verdict.by && codesOf(last.why).join() === codesOf(verdict.why).join();
  return isSame ? [] : [{ signal, seq: (last?.seq ?? 0) + 1, verdict, before: (last?.by as Verdict['by']) ?? null }];
}

const codesOf = (why: unknown): string[] => (why as { code: string }[]).map(({ code }) => code);
