import {
  AnswerGone,
  type BulkAnswer,
  type IdPage,
  type Reading,
  type SyncPage,
} from '~/capture/shopify-sync/store-source';
import type { SyncKind } from '~/capture/shopify-sync/sync-kinds';
import { readBulkObjects, type BulkBatch } from './bulk-lines';
import { assembleObjects } from './bulk-objects';
import type { Fetch } from './shopify-fetch.server';
import { withId } from './bulk-parts';

const PAGE_IDS = 5_000;

/** Reads a finished answer from a byte on, page by page. */
export async function* readPages<K extends SyncKind>(
  fetch: Fetch,
  kind: K,
  answer: BulkAnswer,
  { fromByte, currency, atOnce }: Reading,
): AsyncGenerator<SyncPage<K>> {
  for await (const { objects, bytesRead } of readBatches(fetch, answer, fromByte, atOnce))
    yield { objects: assembleObjects(kind, objects, currency), bytesRead };
}

/** Reads an answer that holds nothing but ids. */
export async function* readIds(fetch: Fetch, answer: BulkAnswer, fromByte: number): AsyncGenerator<IdPage> {
  for await (const { objects, bytesRead } of readBatches(fetch, answer, fromByte, PAGE_IDS))
    yield { objects: objects.map(({ parent }) => withId.parse(parent).id), bytesRead };
}

/** What the storage behind Shopify answers where a file is not there any more, or its address is out of date. */
const GONE = [400, 403, 404, 410];

async function* readBatches(
  fetch: Fetch,
  { url, bytes, isPartial }: BulkAnswer,
  fromByte: number,
  batchSize: number,
): AsyncGenerator<BulkBatch> {
  if (!url) return;
  const headers: Record<string, string> = fromByte ? { range: `bytes=${fromByte}-` } : {};
  const response = await fetch(url, { headers });
  if (GONE.includes(response.status)) throw new AnswerGone(`the answer is not there any more: HTTP ${response.status}`);
  if (response.status === 416) return;
  if (!response.ok || !response.body) throw new Error(`the bulk answer could not be read: HTTP ${response.status}`);
  if (fromByte && response.status !== 206) throw new Error('the bulk answer cannot be read from the middle: no 206');
  const chunks = response.body as unknown as AsyncIterable<Uint8Array>;
  yield* readBulkObjects(chunks, { fromByte, batchSize, bytesTotal: bytes, isPartial });
}
