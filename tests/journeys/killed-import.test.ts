import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createAdminClient, type AdminClient } from '../../devstore/admin-client';
import { UPLOAD_PIECE_BYTES } from '~/capture/imports/import-states';
import { AGREEMENT } from '~/integrations/csv-files/plan';
import type { ImportPage } from '~/ops/imports.server';
import type { UploadOutcome } from '~/ops/upload-import.server';
import { asSuperuser } from '../walls/superuser';
import { openJourney, type Journey } from './open-journey';

const LONG = 330_000;
const ROWS = 4_000;
/** Every fiftieth row has an address that is none. */
const BAD_ROWS = ROWS / 50;
/** Rows that are stored when the workers die: in the middle of a batch, wherever that is. */
const KILLED_AFTER = [500, 2_000];
const ROUTE = 'routes/app.data_.imports_.$id';

const isBad = (row: number): boolean => row % 50 === 0;
const LIST = [
  'Email,Klaviyo ID,First Name,Email Marketing Consent,Email Marketing Consent Timestamp',
  ...Array.from({ length: ROWS }, (_, row) => {
    const said = row % 2 ? 'SUBSCRIBED,2026-01-01T10:00:00Z' : 'UNSUBSCRIBED,2026-01-02T10:00:00Z';
    return `${isBad(row) ? `nobody ${row}` : `imported${row}@example.com`},K${row},Name ${row},${said}`;
  }),
].join('\n');

let journey: Journey;
let admin: AdminClient;

beforeAll(async () => {
  journey = await openJourney({ store: { customers: 20, products: 20 } });
  await journey.app.startWeb();
  admin = createAdminClient(journey.world, journey.appUrl);
  await admin.open('/app');
}, LONG);
afterAll(() => journey.close());

const database = <T>(work: Parameters<typeof asSuperuser<T>>[1]) => asSuperuser(journey.databaseUrl, work);

async function tell(form: Record<string, string | Blob>): Promise<string> {
  const body = new FormData();
  for (const [name, value] of Object.entries(form)) body.set(name, value);
  const answer = await admin.ask('/app/data/imports/upload', { method: 'POST', body });
  const outcome = (await answer.json()) as UploadOutcome;
  if (outcome.kind === 'refused') throw new Error(outcome.problem);
  return outcome.id;
}

async function upload(text: string): Promise<string> {
  const id = await tell({ step: 'begin', fileName: 'list.csv' });
  const bytes = Buffer.from(text);
  for (let seq = 0; seq * UPLOAD_PIECE_BYTES < bytes.length; seq++) {
    const piece = bytes.subarray(seq * UPLOAD_PIECE_BYTES, (seq + 1) * UPLOAD_PIECE_BYTES);
    await tell({ step: 'piece', id, seq: String(seq), piece: new Blob([piece]) });
  }
  return tell({ step: 'finish', id });
}

const pageOf = (id: string) => admin.load<ImportPage>(`/app/data/imports/${id}`, ROUTE);

const until = <T>(what: () => Promise<T>, isSo: (found: T) => boolean): Promise<T> =>
  vi.waitFor(
    async () => {
      const found = await what();
      if (!isSo(found)) throw new Error(`${JSON.stringify(found).slice(0, 500)}\n${journey.complaints.join('\n')}`);
      return found;
    },
    { timeout: 120_000, interval: 10 },
  );

const rowsDone = (): Promise<number> =>
  database(async (db) =>
    Number((await db.query<{ done: number }>('SELECT "rowsDone" AS done FROM imports')).rows[0]?.done),
  );

async function begin(id: string): Promise<void> {
  const { mapping } = await until(
    () => pageOf(id),
    ({ run }) => run.state === 'mapping',
  );
  const columns = JSON.stringify(mapping?.guess.columns);
  const said = { mode: 'columns', where: 'Our old shop', agreedBefore: '', statement: AGREEMENT };
  const form = { intent: 'start', kind: 'people', origin: 'klaviyo', columns, ...said };
  expect(await admin.submit(`/app/data/imports/${id}`, ROUTE, form)).toEqual({ kind: 'saved' });
}

/** Who is there because of the file, and what they said, by their number. */
const imported = () =>
  database(async (db) => {
    const { rows } = await db.query<{ state: string; people: number; entries: number }>(
      `SELECT s."state", count(DISTINCT a."profileId")::int AS "people", count(e.*)::int AS "entries" FROM consent_entries e
       JOIN addresses a ON a."shopId" = e."shopId" AND a."id" = e."addressId"
       JOIN consent_states s ON s."shopId" = e."shopId" AND s."addressId" = e."addressId" AND s."purpose" = e."purpose"
       WHERE e."evidence" ? 'import' GROUP BY 1 ORDER BY 1`,
    );
    return rows;
  });

describe('a worker that dies by SIGKILL in the middle of an import', () => {
  it(
    'leaves it to the next: each row is stored once, those that are wrong are told once, and the counts are right',
    async () => {
      const id = await upload(LIST);
      let worker = await journey.app.startWorker();
      await begin(id);
      for (const rows of KILLED_AFTER) {
        await until(rowsDone, (done) => done >= rows);
        worker.kill('SIGKILL');
        expect((await worker.ended).signal).toBe('SIGKILL');
        expect(await rowsDone(), 'the worker was to die in the middle').toBeLessThan(ROWS);
        worker = await journey.app.startWorker();
      }
      const { run } = await until(
        () => pageOf(id),
        (page) => page.run.state === 'done',
      );
      expect(run).toMatchObject({ rowsTotal: ROWS, rowsDone: ROWS, problemRows: BAD_ROWS });
      const [agreed, withdrawn] = [ROWS / 2, ROWS / 2 - BAD_ROWS];
      expect(run.results).toEqual(
        expect.arrayContaining([
          `${(ROWS - BAD_ROWS).toLocaleString('en')} rows of people; ${(ROWS - BAD_ROWS).toLocaleString('en')} customers new.`,
          `Left out: ${BAD_ROWS} rows.`,
        ]),
      );
      expect(await imported()).toEqual([
        { state: 'granted', people: agreed, entries: agreed },
        { state: 'withdrawn', people: withdrawn, entries: withdrawn },
      ]);
      const problems = await (await admin.ask(`/app/data/imports/${id}/problems`)).text();
      const told = parse<Record<string, string>>(problems, { bom: true, columns: true });
      // Two things are wrong with each: it has no address that could be one, and so none for its consent.
      const expected = Array.from({ length: BAD_ROWS }, (_, index) => index * 50).flatMap((row) =>
        ['Email', 'Email Marketing Consent'].map((column) => [`nobody ${row}`, String(row + 2), column]),
      );
      expect(told.map((row) => [row.Email, row['Line in the file'], row.Column])).toEqual(expected);
    },
    LONG,
  );
});
