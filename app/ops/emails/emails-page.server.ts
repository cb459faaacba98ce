import { z } from 'zod';
import { languageOf } from '~/delivery/documents/words';
import { loadBrandKit } from '~/delivery/sending/brand-kit.server';
import type { BrandKit } from '~/delivery/documents/brand-kit';
import { mustApprove } from '~/delivery/sending/save-document.server';
import type { PageLinks } from '../list-pages';
import { inShop, pageShop, type PageDeps, type PageShop } from '../shop-context.server';
import { emailCatalogue, type KnownEmail } from './email-catalogue.server';
import { emailUses, type EmailUse } from './email-uses.server';
import { judgeEmail, type Verdict } from './judge-email.server';
import { plainWords } from './plain-words';
import { sketchOf, type Sketch } from './sketch';

/** How far a mail is: `goes-out` as it was saved last, or with a draft, or one that waits for approval, before that. */
export type EmailState = 'goes-out' | 'draft' | 'in-review';

export interface EmailRow {
  key: string;
  name: string;
  subject: string;
  isOwn: boolean;
  isArchived: boolean;
  state: EmailState;
  /** Nothing of it may go out yet. */
  isNeverApproved: boolean;
  uses: EmailUse[];
  /** Languages it speaks, its own first, as codes. */
  languages: string[];
  /** What keeps it from being sent, and what its readers would mind. Null: it can be read no more. */
  findings: Verdict | null;
  changedAt: string | null;
  sketch: Sketch | null;
}

const STATES = ['in-use', 'draft', 'in-review', 'not-used', 'to-mend', 'archived'] as const;

/** What stands in the list's address; anything else there means the usual. */
export const emailFilter = z.object({
  name: z.string().trim().max(120).catch(''),
  state: z.enum(STATES).catch('in-use'),
  made: z.enum(['all', 'own', 'begun-with']).catch('all'),
  sort: z.enum(['name', 'changed', 'used']).catch('name'),
  older: z.coerce.number().int().min(0).max(100_000).catch(0),
});
type EmailFilter = z.infer<typeof emailFilter>;

export interface EmailsPage {
  shop: PageShop;
  emails: EmailRow[];
  links: PageLinks;
  /** How many there are with these filters. */
  found: number;
  mustApprove: boolean;
}

const SHOWN = 50;

/** The mails of a shop: what each looks like, who sends it, and whether it is sound. */
export function emailsPage(deps: PageDeps, shopDomain: string, search: URLSearchParams): Promise<EmailsPage> {
  const filter = emailFilter.parse({
    ...Object.fromEntries(search),
    older: search.get('newer') ?? search.get('older'),
  });
  return inShop(deps, shopDomain, async (db, shop) => {
    const [kit, rows, isApproved] = await Promise.all([
      loadBrandKit(db, shop.id),
      wantedEmails(db, shop, filter),
      mustApprove(db, shop.id),
    ]);
    const from = Math.min(filter.older, Math.max(0, rows.length - 1));
    return {
      shop: pageShop(deps, shop),
      emails: rows.slice(from, from + SHOWN).map((row) => ({ ...row.shown, sketch: drawn(row.email, kit) })),
      links: {
        newer: from > 0 ? String(Math.max(0, from - SHOWN)) : null,
        older: from + SHOWN < rows.length ? String(from + SHOWN) : null,
      },
      ...{ found: rows.length, mustApprove: isApproved },
    };
  });
}

const drawn = ({ document }: KnownEmail, kit: BrandKit): Sketch | null => document && sketchOf(document, kit);

type SpokenTo = Pick<PageShop, 'name' | 'locale'>;

export interface WantedEmail {
  email: KnownEmail;
  shown: Omit<EmailRow, 'sketch'>;
}

/** The mails that a filter means, in its order. */
export async function wantedEmails(
  db: Parameters<typeof emailCatalogue>[0],
  shop: SpokenTo & { id: string },
  filter: EmailFilter,
): Promise<WantedEmail[]> {
  const [all, uses, kit] = await Promise.all([
    emailCatalogue(db, shop.id),
    emailUses(db, shop.id),
    loadBrandKit(db, shop.id),
  ]);
  return all
    .map((email) => ({ email, shown: rowOf(email, uses.get(email.key) ?? [], shop, kit) }))
    .filter(({ shown }) => isWanted(shown, filter))
    .sort((one, other) => orders[filter.sort](one.shown, other.shown));
}

function rowOf(email: KnownEmail, uses: EmailUse[], shop: SpokenTo, kit: BrandKit): Omit<EmailRow, 'sketch'> {
  const { key, name, isOwn, isArchived, document, state, goesOut, changedAt } = email;
  return {
    ...{ key, name, isOwn, isArchived, uses, subject: plainWords(document?.subject ?? '', shop.name) },
    ...{ state: state === 'approved' ? 'goes-out' : state, isNeverApproved: !goesOut },
    languages: document
      ? [document.language ?? languageOf(shop.locale), ...Object.keys(document.translations ?? {})]
      : [],
    findings: document && judgeEmail(document, kit),
    changedAt: changedAt?.toISOString() ?? null,
  };
}

function isWanted(row: Omit<EmailRow, 'sketch'>, { name, state, made }: EmailFilter): boolean {
  if (!`${row.name} ${row.subject}`.toLowerCase().includes(name.toLowerCase())) return false;
  if (made !== 'all' && row.isOwn !== (made === 'own')) return false;
  if (row.isArchived !== (state === 'archived')) return false;
  switch (state) {
    case 'draft':
    case 'in-review':
      return row.state === state;
    case 'not-used':
      return row.uses.length === 0;
    case 'to-mend':
      return (row.findings?.blocking ?? 1) > 0;
    default:
      return true;
  }
}

type Order = (one: Omit<EmailRow, 'sketch'>, other: Omit<EmailRow, 'sketch'>) => number;
const byName: Order = (one, other) => one.name.localeCompare(other.name, 'en') || one.key.localeCompare(other.key);
const orders: Record<EmailFilter['sort'], Order> = {
  name: byName,
  changed: (one, other) => (other.changedAt ?? '').localeCompare(one.changedAt ?? '') || byName(one, other),
  used: (one, other) => other.uses.length - one.uses.length || byName(one, other),
};
