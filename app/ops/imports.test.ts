import { expect, it } from 'vitest';
import { bareWorlds, type BareWorld } from '../../tests/factories/bare-pages';
import { importFile, runImports } from '../../tests/factories/import-files';
import { createShop } from '../../tests/factories/shops';
import { UPLOAD_PIECE_BYTES } from '~/capture/imports/import-states';
import { AGREEMENT } from '~/integrations/csv-files/plan';
import { withShop } from '~/platform/db/db.server';
import { handleImport } from './handle-import.server';
import { importProblemsFile } from './import-problems-file.server';
import { importPage, importsPage } from './imports.server';
import { uploadImport } from './upload-import.server';

const inWorld = await bareWorlds();
const ME = '42';

const form = (fields: Record<string, string | Blob>): FormData => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
};

async function uploaded({ pages, domain, app, shop }: BareWorld, text: string): Promise<string> {
  const begun = await uploadImport(pages, domain, ME, form({ step: 'begin', fileName: 'list.csv' }));
  const id = begun.kind === 'taken' ? begun.id : '';
  await uploadImport(pages, domain, ME, form({ step: 'piece', id, seq: '0', piece: new Blob([text]) }));
  expect(await uploadImport(pages, domain, ME, form({ step: 'finish', id }))).toEqual({ kind: 'taken', id });
  await runImports(app, shop.id);
  return id;
}

const TEXT =
  'Email,Klaviyo ID,First Name,Email Marketing Consent,Email Marketing Consent Timestamp\n' +
  'anna@example.com,1,Anna,SUBSCRIBED,2026-01-01\nno address,2,,SUBSCRIBED,\ncarl@example.com,3,=1+1,perhaps,\n';

it('a file is uploaded, looked at, and shown as it would be stored before anything is', () =>
  inWorld(async (world) => {
    const id = await uploaded(world, TEXT);
    const page = await importPage(world.pages, world.domain, id);
    expect(page?.run).toMatchObject({ state: 'mapping', rowsTotal: 3 });
    expect(page?.mapping?.guess).toMatchObject({ origin: 'klaviyo', kind: 'people' });
    expect(page?.mapping?.preview).toMatchObject([
      { line: 2, words: 'anna@example.com · Anna', consent: 'Yes, since 2026-01-01', problems: [] },
      { line: 3, words: null, problems: [{ column: 'Email' }, {}] },
      { line: 4, consent: 'Stays as it is', problems: [{ column: 'Email Marketing Consent' }] },
    ]);
    await withShop(world.shop.id, async () =>
      expect(await world.app.db.prisma.profile.count({ where: { shopId: world.shop.id } })).toBe(0),
    );
  }));

it('is not started before it is said where people agreed, and that they did', () =>
  inWorld(async (world) => {
    const { pages, domain } = world;
    const id = await uploaded(world, TEXT);
    const guess = (await importPage(pages, domain, id))?.mapping?.guess;
    const plan = {
      intent: 'start',
      kind: 'people',
      origin: 'klaviyo',
      columns: JSON.stringify(guess?.columns),
      mode: 'columns',
    };
    const start = (said: object) => handleImport(pages, domain, ME, { id, form: { ...plan, ...said } });
    expect(await start({})).toMatchObject({ problems: [{ field: 'where' }, { field: 'statement' }] });
    expect(await start({ where: 'ask anna@example.com', statement: AGREEMENT })).toMatchObject({
      kind: 'refused',
      problems: [{ field: 'where' }],
    });
    expect(await start({ where: 'Old shop', statement: 'yes' })).toMatchObject({ problems: [{ field: 'statement' }] });
    expect(await start({ where: 'Old shop', statement: AGREEMENT, columns: '["ignore"]' })).toMatchObject({
      problems: [{ field: 'columns' }],
    });
    expect(await start({ where: 'Old shop', statement: AGREEMENT, agreedBefore: 'last year' })).toMatchObject({
      problems: [{ field: 'agreedBefore' }],
    });
    expect(await start({ where: 'Old shop', statement: AGREEMENT })).toEqual({ kind: 'saved' });
    expect(await start({ where: 'Old shop', statement: AGREEMENT })).toMatchObject({ kind: 'refused' });
  }));

it('rows to correct come as a file with reasons, safe to open, and that they were fetched is written down', () =>
  inWorld(async (world) => {
    const { pages, domain, app, shop } = world;
    const id = await importFile(app, shop.id, TEXT);
    const lines: string[] = [];
    for await (const line of (await importProblemsFile(pages, domain, ME, id)) ?? []) lines.push(line);
    const text = lines.join('');
    expect(text).toMatch(/^\uFEFFEmail,Klaviyo ID,.*Line in the file,Column,What is wrong,What to do\r\n/);
    expect(text).toContain("\r\ncarl@example.com,3,'=1+1,perhaps,,4,Email Marketing Consent,");
    expect(text).toContain('no address,2,,SUBSCRIBED,,3,Email,This is no email address.');
    const log = await withShop(shop.id, () => app.db.prisma.accessLogEntry.findMany({ where: { shopId: shop.id } }));
    expect(log).toMatchObject([{ actor: ME, what: 'import-problems-exported', subject: id }]);
  }));

it('another shop sees, changes and fetches none of it', () =>
  inWorld(async (world) => {
    const { pages, app } = world;
    const id = await importFile(app, world.shop.id, TEXT);
    const { domain } = await createShop(app);
    expect((await importsPage(pages, domain)).imports).toEqual([]);
    expect(await importPage(pages, domain, id)).toBeNull();
    expect(await importPage(pages, domain, 'no-id')).toBeNull();
    expect(await importProblemsFile(pages, domain, ME, id)).toBeNull();
    expect(await handleImport(pages, domain, ME, { id, form: { intent: 'undo' } })).toMatchObject({ kind: 'refused' });
    expect(
      await uploadImport(pages, domain, ME, form({ step: 'piece', id, seq: '9', piece: new Blob(['x']) })),
    ).toMatchObject({ kind: 'refused' });
  }));

it('an upload that is not whole, too large, or no upload is refused in words', () =>
  inWorld(async ({ pages, domain }) => {
    const begun = await uploadImport(pages, domain, ME, form({ step: 'begin', fileName: 'a' }));
    const id = begun.kind === 'taken' ? begun.id : '';
    const piece = (seq: string, bytes: number) =>
      uploadImport(pages, domain, ME, form({ step: 'piece', id, seq, piece: new Blob([new Uint8Array(bytes)]) }));
    expect(await piece('200', 5)).toMatchObject({ kind: 'refused' });
    expect(await piece('0', UPLOAD_PIECE_BYTES + 1)).toMatchObject({ kind: 'refused' });
    expect(await piece('1', 5)).toEqual({ kind: 'taken', id });
    expect(await uploadImport(pages, domain, ME, form({ step: 'finish', id }))).toMatchObject({
      problem: 'Some of the file did not arrive. Choose it again.',
    });
  }));
