import { zstdDecompressSync } from 'node:zlib';
import type { Pool } from 'pg';
import { contextOf } from '~/capture/imports/pieces.server';
import { pieceContext } from '~/ops/exports/export-rows.server';
import type { Vault } from '~/platform/crypto/vault.server';

/** A text that was found, and where. */
export interface Found {
  /** Which of the texts that were looked for. */
  marker: string;
  /** `events.properties`, `addresses.email (sealed)`. */
  place: string;
}

interface Searched {
  pool: Pool;
  vault: Vault;
  shopId: string;
}

/**
 * Looks for texts in everything the database holds, in every schema but PostgreSQL's own: each column of each table in its text form, bytes as they stand
 * and, where the shop's vault opens them, what is sealed in them. Run it inside the shop's wall.
 */
export async function searchEverything(
  { pool, vault, shopId }: Searched,
  markers: Record<string, string>,
): Promise<Found[]> {
  const found = new Map<string, Found>();
  for await (const { place, text } of everything({ pool, vault, shopId }))
    for (const [marker, looked] of Object.entries(markers))
      if (text.includes(looked.toLowerCase())) found.set(`${marker} ${place}`, { marker, place });
  return [...found.values()].sort((a, b) => (`${a.marker} ${a.place}` < `${b.marker} ${b.place}` ? -1 : 1));
}

/** Each text there is, in small letters, with the place it stands in. */
async function* everything({ pool, vault, shopId }: Searched): AsyncGenerator<{ place: string; text: string }> {
  for (const table of await tablesIn(pool)) {
    const { rows } = await pool.query<Row>(`SELECT * FROM ${table}`);
    for (const { column, value, contexts } of rows.flatMap((row) => columnsOf(row, shopId)))
      for (const { text, isSealed } of textsIn(value, vault, contexts))
        yield { place: `${table}.${column}${isSealed ? ' (sealed)' : ''}`, text: text.toLowerCase() };
  }
}

async function tablesIn(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS "name" FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

type Row = Record<string, unknown>;

/** A row's columns, each with everything it may be sealed for: the shop, or a piece's own place in its file. */
function columnsOf(row: Row, shopId: string): { column: string; value: unknown; contexts: string[] }[] {
  const contexts = [shopId, ...placeOf(row, shopId)];
  return Object.entries(row).map(([column, value]) => ({ column, value, contexts }));
}

function placeOf({ importId, exportId, part, seq }: Row, shopId: string): string[] {
  const at = Number(seq);
  if (typeof exportId === 'string') return [pieceContext({ shopId, exportId, seq: at })];
  return typeof importId === 'string' && (part === 'file' || part === 'text')
    ? [contextOf({ shopId, importId }, part, at)]
    : [];
}

interface Text {
  text: string;
  isSealed: boolean;
}

function textsIn(value: unknown, vault: Vault, contexts: string[]): Text[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((each: unknown) => textsIn(each, vault, contexts));
  if (Buffer.isBuffer(value))
    return [...plain(value.toString('utf8')), ...contexts.flatMap((context) => opened(value, vault, context))];
  return plain(typeof value === 'string' ? value : JSON.stringify(value));
}

const plain = (text: string): Text[] => [{ text, isSealed: false }];

/** The first bytes of whatever zstd wrote: mails are packed before they are sealed. */
const PACKED = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

const unpacked = (bytes: Buffer): Buffer =>
  bytes.subarray(0, PACKED.length).equals(PACKED) ? zstdDecompressSync(bytes) : bytes;

function opened(bytes: Buffer, vault: Vault, context: string): Text[] {
  try {
    return [{ text: unpacked(vault.openBytes(bytes, context)).toString('utf8'), isSealed: true }];
  } catch {
    return []; // a hash, a salt, a model: nothing that this shop's vault has sealed
  }
}
