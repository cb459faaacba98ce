import { createGunzip } from 'node:zlib';
import { Readable } from 'node:stream';
import type { Import } from '@prisma/client';
import { LARGEST_FILE_BYTES } from '~/capture/imports/import-states';
import { endImport, type ImportDeps } from '~/capture/imports/imports.server';
import { dropPieces, keepPiece, readPieces, type FileOf } from '~/capture/imports/pieces.server';
import { readRecords } from '~/capture/imports/read-records';
import {
  asUtf8,
  delimiterOf,
  kindOfFile,
  narrowEncoding,
  wideEncoding,
  type Encoding,
} from '~/capture/imports/sniff-text';
import { withShop } from '~/platform/db/db.server';

const TEXT_PIECE_BYTES = 512 * 1024;
const MOST_COLUMNS = 500;

/** Why a file is none that can be imported, in words for who chose it. */
class Unreadable extends Error {}

/**
 * Finds out what a file is, keeps it as plain UTF-8, and counts its rows; after that the merchant says what its columns mean. Begun again after a
 * kill it makes the same pieces, so that nothing is there twice.
 */
export async function readFile(deps: ImportDeps, { shopId, id: importId }: Import): Promise<void> {
  const of = { shopId, importId };
  try {
    const encoding = await storeAsText(deps, of);
    const shape = await readShape(deps, of);
    const headings = deps.vault.seal(JSON.stringify(shape.headings), shopId);
    const where = { shopId, id: importId, state: 'reading' };
    await deps.db.prisma.import.updateMany({ where, data: { ...shape, headings, encoding, state: 'mapping' } });
    await dropPieces(deps.db.prisma, of, 'file');
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    await endImport(deps, deps.db.prisma, of, { state: 'failed', problem: error.message });
  }
}

async function storeAsText(deps: ImportDeps, of: FileOf): Promise<Encoding> {
  const pieces = { vault: deps.vault, prisma: deps.db.prisma };
  const file = () => readPieces(pieces, of, 'file');
  const packed = kindOfFile(await firstOf(file()));
  if (packed === 'empty') throw new Unreadable('The file is empty.');
  if (packed === 'zip')
    throw new Unreadable(
      'This is a ZIP archive or an Excel workbook. Unpack it, or save the sheet as CSV, and choose that.',
    );
  const plain = () => (packed === 'gzip' ? unpacked(file()) : file());
  const encoding = wideEncoding(await firstOf(plain())) ?? (await narrowEncoding(plain()));
  let [seq, startAt] = [0, 0];
  for await (const bytes of asUtf8(plain(), encoding, TEXT_PIECE_BYTES)) {
    await withShop(of.shopId, () => keepPiece(pieces, of, { part: 'text', seq, startAt, bytes }));
    seq += 1;
    startAt += bytes.length;
  }
  return encoding;
}

async function firstOf(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  for await (const each of bytes) return each;
  return new Uint8Array();
}

/** What is in it may be no larger than a file that is not packed: a few kilobytes can unpack to gigabytes. */
async function* unpacked(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = Readable.from(bytes);
  const gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error)).pipe(gunzip);
  let size = 0;
  try {
    for await (const each of gunzip as AsyncIterable<Buffer>) {
      size += each.length;
      if (size > LARGEST_FILE_BYTES)
        throw new Unreadable('Unpacked, it has more than 200 MB. Split it into several files.');
      yield each;
    }
  } catch (error) {
    const isDamaged = String((error as { code?: unknown }).code).startsWith('Z_');
    throw isDamaged ? new Unreadable('It cannot be unpacked: it is damaged, or did not arrive whole.') : error;
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

interface Shape {
  textBytes: bigint;
  delimiter: string;
  headings: string[];
  rowsAt: bigint;
  rowsLine: number;
  rowsTotal: number;
  position: bigint;
  lineDone: number;
}

async function readShape({ vault, db: { prisma } }: ImportDeps, of: FileOf): Promise<Shape> {
  const open = (from: number) => readPieces({ vault, prisma }, of, 'text', from);
  const sample = Buffer.from(await firstOf(open(0))).toString('utf8');
  const delimiter = delimiterOf(sample);
  let headings: string[] | null = null;
  let [rowsAt, rowsLine, rowsTotal, end] = [0, 0, 0, 0];
  for await (const record of readRecords(open, { delimiter, position: 0, line: 0 })) {
    end = record.end;
    if (headings) rowsTotal += 1;
    else if (record.kind === 'row') {
      headings = headingsOf(record.fields);
      const isHeading = headings === record.fields;
      [rowsAt, rowsLine, rowsTotal] = isHeading ? [record.end, record.lastLine, 0] : [0, 0, 1];
    }
  }
  if (!headings || rowsTotal === 0)
    throw new Unreadable('There are no rows in it. It needs a line of headings, and rows.');
  if (headings.length > MOST_COLUMNS)
    throw new Unreadable(
      `It has ${headings.length} columns; up to ${MOST_COLUMNS} are read. Leave out those you do not need.`,
    );
  const place = { rowsAt: BigInt(rowsAt), position: BigInt(rowsAt), rowsLine, lineDone: rowsLine };
  return { textBytes: BigInt(end), delimiter, headings, rowsTotal, ...place };
}

/** A first line with an address in it is no heading: columns are then called by their numbers. */
function headingsOf(fields: string[]): string[] {
  const isData = fields.some((field) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(field.trim()));
  return isData ? fields.map((_, index) => `Column ${index + 1}`) : fields;
}
