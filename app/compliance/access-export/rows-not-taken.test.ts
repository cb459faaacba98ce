import { expect, it } from 'vitest';
import { requestPrivacy, confirmPrivacyRequest } from '~/customers/preferences/privacy-requests.server';
import { importFile } from '../../../tests/factories/import-files';
import { makePerson, type Person } from '../../../tests/factories/people';
import { sendingWorlds, type SendingWorld } from '../../../tests/factories/sending-world';
import { eraseProfiles } from '../erase-profiles.server';
import { makeAccessExports } from './make-access-exports.server';
import { readAccessExport } from './read-access-export.server';

const inWorld = await sendingWorlds();

interface NotTaken {
  file: string;
  line: number;
  column: string;
  reason: string;
  row: { column: string; value: string }[];
}

/** What a copy of theirs has of rows that were not taken. */
async function notTakenOf({ app, shop }: SendingWorld, { addressId }: Person): Promise<NotTaken[]> {
  const { prisma } = app.db;
  const id = app.ids.next();
  await requestPrivacy(app, prisma, shop.id, { id, kind: 'download', addressId });
  await confirmPrivacyRequest(app, prisma, shop.id, id);
  await makeAccessExports(app, shop.id);
  const copy = await prisma.accessExport.findFirstOrThrow({ where: { requestId: id } });
  let text = '';
  for await (const part of readAccessExport(app, copy, shop.domain)) text += part;
  return (JSON.parse(text) as { importProblems: NotTaken[] }).importProblems;
}

const HEAD = 'Email,Klaviyo ID,First Name,Email Marketing Consent,Email Marketing Consent Timestamp,Notes\n';

it('rows of a file that were not taken are theirs where these say so, with file, line, reason and fields', () =>
  inWorld(async (world) => {
    const anna = await makePerson(world.app, world.shop.id, { email: 'anna@example.com' });
    const rows = [
      'Anna@example.com,K1,Anna,perhaps,,likes lamps\n',
      'bea@example.com,K2,Bea,perhaps,,a friend of anna@example.com\n',
      'Anna Berg <anna@example.com>,,Anna,SUBSCRIBED,2026-01-01,\n',
      'anna@example.com; carl@example.com,,Both,SUBSCRIBED,2026-01-01,\n',
    ];
    await importFile(world.app, world.shop.id, HEAD + rows.join(''));
    const found = await notTakenOf(world, anna);
    expect(found.map(({ line, column }) => [line, column])).toEqual([
      [2, 'Email Marketing Consent'],
      [4, 'Email'],
      [4, 'Email Marketing Consent'],
    ]);
    expect(found[0]).toMatchObject({ file: 'list.csv', reason: expect.any(String) as string });
    expect(found[0]?.row).toContainEqual({ column: 'Notes', value: 'likes lamps' });
    expect(JSON.stringify(found)).not.toMatch(/bea@|carl@/);
  }));

it('very many of them are told each once, in the order of the file', () =>
  inWorld(async (world) => {
    const anna = await makePerson(world.app, world.shop.id, { email: 'anna@example.com' });
    const others = Array.from({ length: 230 }, (_, row) => `p${row}@example.com,,,perhaps,,anna@example.com\n`);
    const own = Array.from({ length: 450 }, (_, row) => `anna@example.com,,,perhaps ${row},,\n`);
    await importFile(world.app, world.shop.id, HEAD + [...others, ...own].join(''));
    const lines = (await notTakenOf(world, anna)).map(({ line }) => line);
    expect(lines).toEqual(Array.from({ length: 450 }, (_, row) => 232 + row));
  }));

it('a row that names somebody anywhere, also where it cannot be read, goes with them', () =>
  inWorld(async (world) => {
    const { app, shop } = world;
    const { prisma } = app.db;
    const anna = await makePerson(app, shop.id, { email: 'anna@example.com' });
    const rows = ['Anna <anna@example.com>,,A,,,\n', 'bea@example.com,,B,perhaps,,of anna@example.com\n', 'no,,C,,,\n'];
    await importFile(app, shop.id, HEAD + rows.join(''));
    await app.db.transaction((tx) => eraseProfiles(app, tx, shop.id, [anna.profileId]));
    const left = await prisma.importProblem.findMany({ where: { row: { not: null } } });
    expect(new Set(left.map(({ line }) => line))).toEqual(new Set([4]));
  }));
