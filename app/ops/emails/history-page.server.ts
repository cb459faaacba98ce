import type { EmailTemplate, Shop } from '@prisma/client';
import { z } from 'zod';
import { documentSchema, type EmailDocument } from '~/delivery/documents/document';
import { loadBrandKit } from '~/delivery/sending/brand-kit.server';
import { saveDocument, type VersionState } from '~/delivery/sending/save-document.server';
import { starterDocuments } from '~/delivery/documents/starters';
import { recordActivity, type ActivityDeps } from '~/platform/audit/activity.server';
import type { Db } from '~/platform/db/db.server';
import type { SaveOutcome } from '../save-outcome';
import { inShop, pageShop, type PageDeps, type PageShop } from '../shop-context.server';
import { diffDocuments, type Change } from './diff-documents';
import { inSentences } from './change-sentences.server';
import { nameOf } from './email-name.server';
import { sketchOf, type Sketch } from './sketch';
import { whoWords } from './who';

export interface ShownVersion {
  /** Zero: as every shop begins. */
  version: number;
  savedBy: string | null;
  savedAt: string | null;
  state: VersionState;
  restoredFrom: number | null;
  /** Who approved it or sent it back. */
  decidedBy: string | null;
  /** It is what goes out. */
  goesOut: boolean;
}

export interface Compared {
  before: { version: number; sketch: Sketch };
  after: { version: number; sketch: Sketch };
  changes: Change[];
}

export interface HistoryPage {
  shop: PageShop;
  key: string;
  name: string;
  /** The newest first. */
  versions: ShownVersion[];
  /** The versions that are compared. */
  from: number;
  to: number;
  /** Null: they are the same, or one of them cannot be read. */
  compared: Compared | null;
}

type Row = Omit<EmailTemplate, 'document'>;

const number = z.coerce.number().int().min(0).max(1_000_000);

/**
 * The versions of a mail, and what was changed from `from` to `to` of the address: else by the newest one. Null for a mail nobody knows. `reader`: Shopify's
 * id of the user.
 */
export function historyPage(
  deps: PageDeps,
  shopDomain: string,
  { key, reader }: { key: string; reader: string },
  search: URLSearchParams,
): Promise<HistoryPage | null> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const rows: Row[] = await db.emailTemplate.findMany({
      where: { shopId: shop.id, key },
      orderBy: { version: 'desc' },
      omit: { document: true },
    });
    const versions = [...shownVersions(rows, reader), ...(Object.hasOwn(starterDocuments, key) ? [BEGUN] : [])];
    const [newest] = versions;
    if (!newest) return null;
    const sent = versions.find(({ state }) => state === 'approved');
    const to = number.catch(newest.version).parse(search.get('to') ?? newest.version);
    const justBefore = Math.max(0, to - 1);
    const from = number.catch(justBefore).parse(search.get('from') ?? justBefore);
    return {
      ...{ shop: pageShop(deps, shop), key, name: await nameOf(db, shop.id, key) },
      versions: versions.map((each) => ({ ...each, goesOut: each === sent })),
      ...{ from, to },
      compared: await compare(db, shop, { key, from, to }),
    };
  });
}

const BEGUN: ShownVersion = {
  ...{ version: 0, savedBy: null, savedAt: null, state: 'approved', restoredFrom: null, decidedBy: null },
  goesOut: false,
};

const shownVersions = (rows: readonly Row[], reader: string): ShownVersion[] =>
  rows.map(({ version, savedBy, createdAt, state, restoredFrom, decidedBy }) => ({
    ...{ version, savedBy: whoWords(savedBy, reader), savedAt: createdAt.toISOString(), restoredFrom },
    ...{ state: state as VersionState, decidedBy: decidedBy && whoWords(decidedBy, reader), goesOut: false },
  }));

interface Asked {
  key: string;
  from: number;
  to: number;
}

async function compare(db: Db, shop: Shop, { key, from, to }: Asked): Promise<Compared | null> {
  const shopId = shop.id;
  const [before, after] = await Promise.all([versionOf(db, shopId, key, from), versionOf(db, shopId, key, to)]);
  if (!before || !after || from === to) return null;
  const kit = await loadBrandKit(db, shopId);
  return {
    before: { version: from, sketch: sketchOf(before, kit) },
    after: { version: to, sketch: sketchOf(after, kit) },
    changes: await inSentences(db, shop, diffDocuments(before, after)),
  };
}

/** Null: there is none, or it can be read no more. */
async function versionOf(db: Db, shopId: string, key: string, version: number): Promise<EmailDocument | null> {
  if (version === 0) return starterDocuments[key] ?? null;
  const row = await db.emailTemplate.findUnique({ where: { shopId_key_version: { shopId, key, version } } });
  const read = documentSchema.safeParse(row?.document);
  return read.success ? read.data : null;
}

const asked = z.object({ version: number, onVersion: number });

const refused = (message: string): SaveOutcome => ({ kind: 'refused', problems: [{ field: '', message }] });

/** Writes what an old version says as a new one, on the version that was seen as the newest. Nothing of what came between is lost. */
export function restoreEmail(
  deps: PageDeps & ActivityDeps,
  shopDomain: string,
  { key, actor }: { key: string; actor: string | undefined },
  form: unknown,
): Promise<SaveOutcome> {
  const told = asked.safeParse(form);
  if (!told.success) return Promise.resolve(refused('It was not said what to go back to. Load the page again.'));
  const { version, onVersion } = told.data;
  return inShop(deps, shopDomain, (_db, { id: shopId }) =>
    deps.db.transaction(async (tx) => {
      const document = await versionOf(tx, shopId, key, version);
      if (!document) return refused('This version is gone, or can be read no more. Choose another.');
      const saving = { key, document, onVersion, actor, restoredFrom: version };
      const saved = await saveDocument(deps, tx, shopId, saving);
      if (saved.kind === 'overtaken') return refused('Somebody saved this mail meanwhile. Load the page again.');
      const details = { name: await nameOf(tx, shopId, key), version };
      await recordActivity(deps, tx, shopId, { kind: 'email-restored', subject: key, actor, details });
      return { kind: 'saved' };
    }),
  );
}
