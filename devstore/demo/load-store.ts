import { generateStore, importStore, type FileReport } from '../store-data';
import type { StoreData } from '../store';
import type { OwnFiles } from './arguments';

interface StoreWish {
  files: OwnFiles;
  seed: number;
}

/** The store of the demo: generated, or a merchant's own exports, with what was left out of them said by line. */
export async function loadStore({ files, seed }: StoreWish, print: (line: string) => void): Promise<StoreData> {
  const isOwn = Object.keys(files).length > 0;
  const data = isOwn ? await importOwn({ files, seed }, print) : generateStore({ seed });
  print(describeStore(data));
  return data;
}

export function describeStore({ shop, products, customers, orders, checkouts = [], endsAt }: StoreData): string {
  const counts = `${products.length} products, ${customers.length} customers, ${orders.length} orders until ${endsAt}`;
  return `  Store            ${shop.name}: ${counts}, ${checkouts.length} abandoned checkouts`;
}

async function importOwn({ files, seed }: StoreWish, print: (line: string) => void): Promise<StoreData> {
  const { data, report } = await importStore({ ...files, seed, shop: { ianaTimezone: 'Europe/London' } });
  for (const file of report.files) print(describe(file));
  if (report.imagesDrawn) print(`  Pictures         ${report.imagesDrawn} products have none; theirs are drawn`);
  return data;
}

const MOST_SHOWN = 5;

function describe(file: FileReport): string {
  const skipped = file.skipped
    .slice(0, MOST_SHOWN)
    .map(({ line, field, problem, remedy }) => `\n      line ${line}, ${field}: ${problem}; ${remedy}`);
  const more = file.skippedCount > MOST_SHOWN ? `\n      and ${file.skippedCount - MOST_SHOWN} more` : '';
  return `  Read             ${file.file}: ${file.rows} rows, ${file.skippedCount} left out${skipped.join('')}${more}`;
}
