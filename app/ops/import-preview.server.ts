import type { Import } from '@prisma/client';
import { readPieces } from '~/capture/imports/pieces.server';
import { readRecords, type ReadRecord } from '~/capture/imports/read-records';
import type { ImportPlan } from '~/integrations/csv-files/plan';
import { inGroups, readGroup, type ReadRow } from '~/jobs/imports/read-rows';
import { columnName } from '~/jobs/imports/import-context';
import { formatMoney } from '~/platform/money';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';

export interface PreviewRow {
  line: number;
  /** What it would be stored as; null: it would be left out. */
  words: string | null;
  /** What it says of marketing mail. */
  consent: string | null;
  problems: { column: string; reason: string; remedy: string }[];
}

const SHOWN = 20;

/** The first rows as they would be stored. */
export async function previewImport(
  { vault, prisma }: { vault: Vault; prisma: Db },
  run: Import,
  { plan, headings, currency }: { plan: ImportPlan; headings: string[]; currency: string },
): Promise<PreviewRow[]> {
  const open = (from: number) => readPieces({ vault, prisma }, { shopId: run.shopId, importId: run.id }, 'text', from);
  const from = { delimiter: run.delimiter ?? ',', position: Number(run.rowsAt), line: run.rowsLine };
  const rows: PreviewRow[] = [];
  for await (const group of inGroups(readRecords(open, from), { plan })) {
    const { read, problems } = readGroup(group, { plan, importedAt: run.createdAt, currency });
    const told = problems.map(({ target, reason, remedy }) => ({
      column: columnName({ plan, headings }, target),
      reason,
      remedy,
    }));
    rows.push({
      line: lineOf(group.records),
      ...(read ? wordsOf(read) : { words: null, consent: null }),
      problems: told,
    });
    if (rows.length >= SHOWN) break;
  }
  return rows;
}

const lineOf = ([first]: ReadRecord[]): number => first?.line ?? 0;

function wordsOf(read: ReadRow): Pick<PreviewRow, 'words' | 'consent'> {
  switch (read.kind) {
    case 'people': {
      const { person, consent } = read.row;
      const name = [person.firstName, person.lastName].filter(Boolean).join(' ');
      const place = [person.city, person.countryCode].filter(Boolean).join(', ');
      const more = Object.entries(person.properties ?? {}).map(([key, value]) => `${key}: ${String(value)}`);
      const who = person.email ?? person.customerId ?? person.externalId ?? person.phone ?? '';
      return {
        words: [who, name, place, ...more.slice(0, 3)].filter(Boolean).join(' · '),
        consent: consentWords(consent),
      };
    }
    case 'orders': {
      const { order } = read.row;
      const total = formatMoney({ minor: order.totalMinor, currency: order.currency });
      const pieces = order.lines.map(({ quantity, title }) => `${quantity} × ${title}`).join(', ');
      return { words: `${order.name} · ${dayOf(order.placedAt)} · ${total} · ${pieces}`, consent: null };
    }
    case 'events': {
      const { person, name, occurredAt } = read.row;
      const who = person.email ?? person.customerId ?? person.externalId ?? person.phone ?? '';
      return { words: `${who} · ${name} · ${dayOf(occurredAt)}`, consent: null };
    }
  }
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

function consentWords(consent: Extract<ReadRow, { kind: 'people' }>['row']['consent']): string {
  if (!consent) return 'Stays as it is';
  if (consent.state === 'granted') return `Yes, since ${dayOf(consent.at)}`;
  return `No: ${consent.reason}${consent.at ? `, ${dayOf(consent.at)}` : ''}`;
}
