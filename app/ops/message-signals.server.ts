import type { Evidence, Verdict } from '~/engagement/signals/judge';
import { evidenceWords } from '~/engagement/signals/evidence-words';
import type { Db } from '~/platform/db/db.server';

/** One time that a mail was opened, or a link of it followed. */
export interface ToldSignal {
  at: string;
  what: 'opened' | 'clicked';
  /** Where its link leads, without what stands behind the path; null for an open. */
  where: string | null;
  /** `waiting`: it is judged a minute after it came. */
  by: Verdict['by'] | 'waiting';
  /** What speaks for a program, one thing a sentence. */
  why: string[];
}

/** More of one mail are a program's doing, and like those that are shown. */
const SHOWN = 25;

/** What was done with a mail and by whom, oldest first, and how often more. */
export async function messageSignals(
  db: Db,
  { shopId, messageId }: { shopId: string; messageId: string },
): Promise<{ signals: ToldSignal[]; moreSignals: number }> {
  const where = { shopId, messageId };
  const count = await db.mailSignal.count({ where });
  const rows = await db.mailSignal.findMany({
    where,
    orderBy: [{ occurredAt: 'asc' }, { id: 'asc' }],
    take: SHOWN,
    include: { verdicts: { orderBy: { seq: 'desc' }, take: 1 } },
  });
  const signals = rows.map(({ occurredAt, kind, url, verdicts: [newest] }): ToldSignal => ({
    at: occurredAt.toISOString(),
    what: kind === 'open' ? 'opened' : 'clicked',
    where: url && placeOf(url),
    by: newest ? (newest.by as Verdict['by']) : 'waiting',
    why: newest ? (newest.why as unknown as Evidence[]).map(evidenceWords) : [],
  }));
  return { signals, moreSignals: count - signals.length };
}

function placeOf(url: string): string {
  if (!URL.canParse(url)) return 'an address';
  const { host, pathname } = new URL(url);
  return `${host}${pathname === '/' ? '' : pathname}`;
}
