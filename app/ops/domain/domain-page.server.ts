import { SHARED_A_DAY } from '~/decisions/send-policy/arbiter/way-out-rules';
import type { WayOut } from '~/decisions/send-policy/arbiter/send-facts';
import { registeredDomain } from '~/delivery/domains/domain-name';
import { recordsOf, shortHost, type RecordKind } from '~/delivery/domains/dns-record';
import type { DomainState } from '~/delivery/domains/domain-state';
import type { Finding } from '~/delivery/domains/judge-record';
import { loadDomain, type StoredDomain } from '~/delivery/domains/sender-domain.server';
import { domainOf, sendingAddress, type BeforeDomain, type LentAddresses } from '~/delivery/sending/sender-address';
import { loadSender, type Sender } from '~/delivery/sending/sender.server';
import { inShop, pageShop, type PageDeps, type PageShop } from '../shop-context.server';
import { findingWords, RECORD_NAMES } from './record-words';

export interface ShownRecord {
  kind: RecordKind;
  name: string;
  why: string;
  type: string;
  host: string;
  /** Without the domain, which most providers' forms put behind it. */
  shortHost: string;
  value: string;
  found: Finding['kind'];
  words: string;
}

export interface ShownDomain {
  name: string;
  state: DomainState;
  records: ShownRecord[];
  checkedAt: string | null;
  /** It counts as verified, and was not found when it was last looked. */
  isMissed: boolean;
}

export interface DomainPage {
  shop: PageShop;
  /** Whose server mail leaves by; `none`: no sender is set up yet. */
  server: 'none' | 'own' | 'made';
  fromEmail: string | null;
  /** What the domain's field begins with. */
  proposal: string;
  domain: ShownDomain | null;
  /** The sender's address does not lie in the domain. */
  isElsewhere: boolean;
  /** By which address mail leaves now. */
  leavesBy: { way: WayOut; email: string } | null;
  beforeDomain: BeforeDomain;
  hasSharedDomain: boolean;
  sharedADay: number;
}

type DomainPageDeps = PageDeps & { lentAddresses: LentAddresses };

/** From which domain does mail leave, and what is still to be done for it? */
export function domainPage(deps: DomainPageDeps, shopDomain: string): Promise<DomainPage> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const sender = await loadSender(deps.vault, db, shop.id);
    const domain = await loadDomain(db, shop.id);
    const address = sender && sendingAddress(sender, shop.domain, deps.lentAddresses);
    return {
      shop: pageShop(deps, shop),
      server: serverOf(sender),
      fromEmail: sender?.fromEmail ?? null,
      proposal: sender ? domainOf(sender.fromEmail) : '',
      domain: domain && shownDomain(domain),
      isElsewhere: sender !== null && domain !== null && domainOf(sender.fromEmail) !== domain.name,
      leavesBy: address && { way: address.way, email: address.email },
      beforeDomain: sender?.beforeDomain ?? 'only-shop',
      hasSharedDomain: deps.lentAddresses.sharedDomain !== null,
      sharedADay: SHARED_A_DAY,
    };
  });
}

function serverOf(sender: Sender | null): DomainPage['server'] {
  if (!sender) return 'none';
  return sender.postmarkServerId === null ? 'own' : 'made';
}

function shownDomain({ name, state, records, findings, checkedAt, missedAt }: StoredDomain): ShownDomain {
  const registered = registeredDomain(name);
  const all = records ? recordsOf(records, registered) : [];
  return {
    ...{ name, state, checkedAt: checkedAt?.toISOString() ?? null, isMissed: missedAt !== null },
    records: all.map(({ kind, type, host, value }) => {
      const finding = findings?.[kind] ?? { kind: 'unknown' };
      return {
        ...{ kind, ...RECORD_NAMES[kind], type, host, shortHost: shortHost(host, registered), value },
        ...{ found: finding.kind, words: findingWords(finding, { kind, host, value }) },
      };
    }),
  };
}
