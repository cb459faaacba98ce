import type { Evidence, Verdict } from '~/engagement/signals/judge';
import { evidenceWords } from '~/engagement/signals/evidence-words';
import type { Db } from '~/platform/db/db.server';

/** One time that a mail was opened, or a link of it followed. */
export interface ToldSignal {
  at: string;
  what: 'opened' | 'clicked';
  /** Where its link leads, without what stands behind the path; null for an open, and where there are several. */
  where: string | null;
  /** How often in a row, where a program did it. */
  times: number;
  /** `waiting`: it is judged a minute after it came. */
  by: Verdict['by'] | 'waiting';
  /** What speaks for a program, one thing a sentence. */
  why: string[];
}

/** More of one mail are a program's doing, and like those that are shown. */
const SHOWN = 100;

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
    times: 1,
    by: newest ? (newest.by as Verdict['by']) : 'waiting',
    why: newest ? (newest.why as unknown as Evidence[]).map(evidenceWords) : [],
  }));
  return { signals: together(signals), moreSignals: count - signals.length };
}

/** What a program did one after the other is one line: it follows all links. What speaks for it is said of the first. */
function together(signals: readonly ToldSignal[]): ToldSignal[] {
  const lines: ToldSignal[] = [];
  for (const signal of signals) {
    const last = lines.at(-1);
    const isMore = last?.by === 'machine' && signal.by === 'machine' && last.what === signal.what;
    if (isMore) lines[lines.length - 1] = { ...last, where: null, times: last.times + 1 };
    else lines.push(signal);
  }
  return lines;
}

function placeOf(url: string): string {
  if (!URL.canParse(url)) return 'an address';
  const { host, pathname } = new URL(url);
  return `${host}${pathname === '/' ? '' : pathname}`;
}
