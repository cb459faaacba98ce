import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { UPLOAD_PIECE_BYTES } from '~/capture/imports/import-states';
import { beginImport, finishUpload, startImport, takePiece } from '~/capture/imports/imports.server';
import { guessPlan } from '~/integrations/csv-files/guess-plan';
import { AGREEMENT } from '~/integrations/csv-files/plan';
import type { Clock } from '~/platform/clock/clock';
import { systemClock } from '~/platform/clock/clock.server';
import { createVault } from '~/platform/crypto/vault.server';
import { connectDatabase, withShop } from '~/platform/db/db.server';
import { createIds } from '~/platform/ids.server';
import { badRowsOf, listText, type ListSize } from './list-file';

export interface ImportFigures extends ListSize {
  fileMb: number;
  /** Unpacking and counting, until the merchant is asked what the columns mean. */
  readSeconds: number;
  storeSeconds: number;
  /** The most that the process which did it ever held, as the kernel counts it. */
  peakRssMb: number;
}

/** One list of so many rows into a new shop. Throws unless every row is stored or told. */
export async function measureImport(databaseUrl: string, size: ListSize): Promise<ImportFigures> {
  const key = randomBytes(32).toString('base64');
  const db = connectDatabase(databaseUrl, 4);
  const clock: Clock = { time: 'business', now: () => systemClock.now() };
  const deps = { db, clock, systemClock, ids: createIds(systemClock), vault: createVault(Buffer.from(key, 'base64')) };
  const shopId = deps.ids.next();
  await db.prisma.shop.create({ data: { id: shopId, domain: `${shopId}.myshopify.com`, createdAt: clock.now() } });
  try {
    const importId = await withShop(shopId, () => upload(deps, shopId, size));
    const read = await work({ databaseUrl, key, shopId });
    await withShop(shopId, () => begin(deps, shopId, importId));
    const stored = await work({ databaseUrl, key, shopId });
    const fileBytes = await withShop(shopId, () => whole(db, { shopId, importId }, size));
    return {
      ...{ ...size, fileMb: Math.round(fileBytes / 2 ** 20), readSeconds: read.seconds, storeSeconds: stored.seconds },
      peakRssMb: Math.max(read.peakRssMb, stored.peakRssMb),
    };
  } finally {
    await withShop(shopId, () => db.prisma.shop.delete({ where: { id: shopId } }));
    await db.close();
  }
}

type Deps = Parameters<typeof beginImport>[0];

/** In pieces, as a browser sends it: the file is nowhere whole. */
async function upload(deps: Deps, shopId: string, size: ListSize): Promise<string> {
  const importId = await beginImport(deps, shopId, { fileName: 'list.csv', actor: 'bench' });
  let [seq, held] = [0, Buffer.alloc(0)];
  for (const part of listText(size)) {
    held = Buffer.concat([held, Buffer.from(part)]);
    for (; held.length >= UPLOAD_PIECE_BYTES; held = held.subarray(UPLOAD_PIECE_BYTES), seq++)
      await takePiece(deps, shopId, { importId, seq, bytes: held.subarray(0, UPLOAD_PIECE_BYTES) });
  }
  if (held.length) await takePiece(deps, shopId, { importId, seq, bytes: held });
  await finishUpload(deps, shopId, importId);
  return importId;
}

async function begin(deps: Deps, shopId: string, importId: string): Promise<void> {
  const row = await deps.db.prisma.import.findUniqueOrThrow({ where: { shopId_id: { shopId, id: importId } } });
  const headings = JSON.parse(deps.vault.open(row.headings ?? Buffer.of(), shopId)) as string[];
  const consent = { mode: 'columns', where: 'A bench', agreedBefore: null, statement: AGREEMENT, by: 'bench' };
  await startImport(deps, shopId, importId, { ...guessPlan(headings), consent });
}

async function work(told: object): Promise<{ seconds: number; peakRssMb: number }> {
  const file = fileURLToPath(new URL('./import-process.ts', import.meta.url));
  const args = ['--import', 'tsx', ...profiling(), file, JSON.stringify(told)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const said = await text(child.stdout);
  if (!said) throw new Error('the process that imports ended before it said what it took');
  return JSON.parse(said) as { seconds: number; peakRssMb: number };
}

/** `KINDRED_CPU_PROFILES=FOLDER` keeps where the time goes. */
function profiling(): string[] {
  const folder = process.env.KINDRED_CPU_PROFILES;
  return folder ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : [];
}

async function whole(
  { prisma }: Deps['db'],
  { shopId, importId }: { shopId: string; importId: string },
  { rows }: ListSize,
): Promise<number> {
  const run = await prisma.import.findUniqueOrThrow({ where: { shopId_id: { shopId, id: importId } } });
  const people = await prisma.profile.count({ where: { shopId } });
  const bad = badRowsOf(rows);
  if (run.state !== 'done' || run.rowsDone !== rows || run.problemRows !== bad || people !== rows - bad)
    throw new Error(`${people} people and ${run.problemRows} problems of ${rows} rows; the import is ${run.state}`);
  return Number(run.fileBytes);
}
