import { askExport, type AskDeps } from '~/ops/exports/ask-export.server';
import { makeExports } from '~/ops/exports/make-exports.server';
import { takeExport } from '~/ops/exports/take-export.server';
import { withShop } from '~/platform/db/db.server';

export interface Asking {
  pages: AskDeps;
  shop: { id: string; domain: string };
  actor: string;
}

/** Asks for a list as a file, and returns the file's id. */
export async function askedFile({ pages, shop, actor }: Asking, list: string, search = ''): Promise<string> {
  const outcome = await askExport(pages, shop.domain, actor, { list, search });
  if (outcome.kind === 'refused') throw new Error(outcome.problem);
  return outcome.id;
}

export const makeFiles = ({ pages, shop }: Pick<Asking, 'pages' | 'shop'>): Promise<Date | null> =>
  withShop(shop.id, () => makeExports(pages, shop.id));

/** A file that is ready, as the pieces it comes in; null where there is none. */
export async function takenFile({ pages, shop, actor }: Asking, id: string): Promise<Buffer[] | null> {
  const file = await takeExport(pages, shop.domain, actor, id);
  if (!file) return null;
  const parts: Buffer[] = [];
  for await (const part of file.content) parts.push(part);
  return parts;
}

/** The whole way of a file: its text. */
export async function exportedText(asking: Asking, list: string, search = ''): Promise<string> {
  const id = await askedFile(asking, list, search);
  await makeFiles(asking);
  return Buffer.concat((await takenFile(asking, id)) ?? []).toString('utf8');
}
