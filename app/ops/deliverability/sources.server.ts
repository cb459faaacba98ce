import { flowNames } from '~/decisions/flows/flow-names.server';
import type { MailCounts } from '~/decisions/send-policy/mail-counts.server';
import type { Db } from '~/platform/db/db.server';

export interface NamedSource {
  source: string;
  name: string;
  kind: 'flow' | 'campaign' | 'other';
  /** Its page; null: it has none. */
  url: string | null;
}

/** Counts by what sent the mails, each with what that is called. */
export async function namedSources(
  db: Db,
  shopId: string,
  counts: (MailCounts & { source: string })[],
): Promise<(MailCounts & NamedSource)[]> {
  const ids = counts.flatMap(({ source }) => idIn(source, 'campaign') ?? []);
  const [flows, campaigns] = await Promise.all([
    flowNames(db, shopId),
    db.campaign.findMany({ where: { shopId, id: { in: ids } }, select: { id: true, name: true } }),
  ]);
  const campaignNames = new Map(campaigns.map(({ id, name }) => [id, name]));
  return counts.map((row) => ({ ...row, ...named(row.source, flows, campaignNames) }));
}

const idIn = (source: string, kind: 'flow' | 'campaign'): string | null =>
  source.startsWith(`${kind}:`) ? source.slice(kind.length + 1) : null;

type Names = ReadonlyMap<string, string>;

function named(source: string, flows: Names, campaigns: Names): Omit<NamedSource, 'source'> {
  const [flow, campaign] = [idIn(source, 'flow'), idIn(source, 'campaign')];
  if (flow) {
    const name = flows.get(flow);
    return { name: name ?? 'A flow that is gone', kind: 'flow', url: name ? `/app/flows/${flow}` : null };
  }
  if (campaign) {
    const name = campaigns.get(campaign);
    return {
      name: name ?? 'A campaign that is gone',
      kind: 'campaign',
      url: name ? `/app/campaigns/${campaign}` : null,
    };
  }
  return { name: 'Requests to confirm', kind: 'other', url: null };
}
