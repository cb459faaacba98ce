import type { ListExport as ExportRow } from '@prisma/client';
import { z } from 'zod';
import type { SystemClock } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Ids } from '~/platform/ids.server';
import { wake } from '~/platform/queue/wakeups.server';
import { inShop, type PageDeps } from '../shop-context.server';
import { isList } from './all-lists.server';
import { openExports } from './export-rows.server';

export type AskDeps = PageDeps & { ids: Ids; systemClock: SystemClock };

export type AskOutcome = { kind: 'asked'; id: string } | { kind: 'refused'; problem: string };

const form = z.object({ list: z.string(), search: z.string().max(2_000).catch('') });

/** More than a shop can be waiting for. */
const MOST_OPEN = 10;

/** Asks for a list as a file, with the filters of its page's address. Asked again before it is written, it is the same. `actor` is the user's id. */
export async function askExport(deps: AskDeps, shopDomain: string, actor: string, asked: unknown): Promise<AskOutcome> {
  const input = form.safeParse(asked);
  if (!input.success || !isList(input.data.list))
    return { kind: 'refused', problem: 'There is no such list. Load the page again.' };
  const { list } = input.data;
  const search = new URLSearchParams(input.data.search).toString();
  return inShop(deps, shopDomain, async (db, { id: shopId }) => {
    const open = await openExports(db, shopId);
    const same = open.find((each) => each.list === list && each.askedBy === actor && isFor(deps.vault, each, search));
    if (same) return { kind: 'asked', id: same.id };
    if (open.length >= MOST_OPEN)
      return { kind: 'refused', problem: 'Ten files are being written already. Ask again when one of them is ready.' };
    const [id, askedAtMachine] = [deps.ids.next(), deps.systemClock.now()];
    const sealed = deps.vault.seal(search, shopId);
    const times = { askedAt: deps.clock.now(), askedAtMachine };
    await deps.db.transaction(async (tx) => {
      await tx.listExport.create({
        data: { shopId, id, list, search: sealed, askedBy: actor, state: 'waiting', ...times },
      });
      await wake(tx, shopId, 'make-exports', times.askedAt);
    });
    return { kind: 'asked', id };
  });
}

const isFor = (vault: Vault, row: ExportRow, search: string): boolean =>
  row.search !== null && vault.open(row.search, row.shopId) === search;
