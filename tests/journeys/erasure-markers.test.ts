import { afterAll, beforeAll, expect, it } from 'vitest';
import { erasureMap } from '~/compliance/erasure-map';
import { verifyLedger } from '~/customers/consent/verify-ledger.server';
import { keepApart } from '~/customers/data-quality/duplicates.server';
import { treeOf } from '~/customers/profiles/profile-tree.server';
import { keepRequest } from '~/customers/wants/product-requests.server';
import { noteTurnedAway } from '~/decisions/flows/runner/turned-away.server';
import { makeOffer } from '~/decisions/offers/offers.server';
import { withShop } from '~/platform/db/db.server';
import { emailOf, markersOf, neverKeptOf, orderOf, type MarkedPerson } from '../factories/marked-person';
import { unreadableWebhook, waitingWebhook } from '../factories/marked-webhooks';
import { TEN_PERCENT } from '../factories/offer-world';
import { openDoors, type Doors } from '../factories/open-doors';
import { runImports } from '../factories/import-files';
import { ingestApp } from '../factories/ingest-app';
import { bringList, leaveList, takeList } from '../factories/marked-files';
import { makePerson } from '../factories/people';
import { rowsAbout } from '../factories/rows-about';
import { searchEverything, type Found } from '../factories/search-everything';
import { createShop, type TestShop } from '../factories/shops';
import { testApp } from '../factories/test-app';
import { fallIntoOneCluster, findDrift, fallIntoSegments } from '../factories/work-out-people';
import { testDatabase } from '../setup/database';

const database = await testDatabase();
const app = testApp(database);
const web = ingestApp(app, database);
const { prisma, pool } = app.db;

const ANNA: MarkedPerson = { name: 'zoranna', number: 41 };
const BEA: MarkedPerson = { name: 'kilbea', number: 57 };

/** What came when the copies were made already. */
const CAME_LATER = new Set(['parked', 'waiting', 'newPhone', 'latePage', 'importProperty', 'importTrouble']);

/** Rows of theirs that no random id of a person or an address names: what leads to them by a request, a mail, Shopify’s number of a customer or a hash. */
const NAMED_OTHERWISE = new Set([
  ...['access_export_pieces', 'consent_holds', 'customer_merges', 'list_export_pieces', 'message_contents'],
  ...['mail_signals', 'mail_verdicts', 'message_decisions'],
  ...['shopify_customers', 'shopify_segment_members', 'segment_tellings', 'segment_telling_dues'],
]);

let shop: TestShop;
let doors: Doors;
let before: { anna: Found[]; bea: Found[] };
let annaId: string;
/** Every random id that stands for a person or an address of theirs, also those they had as several. */
let ids: { anna: string[]; bea: string[] };
let rowsBefore: { anna: Map<string, number>; bea: Map<string, number> };
let mailId: string;
let entriesBefore: number;
let decidedBefore: number;

const inShop = <T>(work: () => Promise<T>): Promise<T> => withShop(shop.id, work);
const search = (person: MarkedPerson) =>
  inShop(() => searchEverything({ pool, vault: app.vault, shopId: shop.id }, markersOf(person)));
const named = (found: Found[]) => [...new Set(found.map(({ marker }) => marker))].sort();
const placesOf = (found: Found[]) => found.map(({ marker, place }) => `${marker} is in ${place}`);
const profileOf = (email: string) =>
  inShop(async () => {
    const hash = app.vault.hash(email, shop.id);
    return (await prisma.address.findFirst({ where: { emailHash: hash } }))?.profileId ?? null;
  });

const idsOf = (profileId: string) =>
  inShop(async () => {
    const profiles = await treeOf(prisma, shop.id, profileId);
    const addresses = await prisma.address.findMany({ where: { profileId } });
    return [...profiles, ...addresses.map(({ id }) => id)];
  });
const rowsOf = (of: string[]) => inShop(() => rowsAbout(pool, of));

/** How often it was decided about mails to somebody. */
const decisionsAbout = (profileId: string): Promise<number> =>
  inShop(() => prisma.messageDecision.count({ where: { message: { profileId } } }));

/** A flow that they set off did not begin for them. */
async function notBegun(profileId: string): Promise<void> {
  const { key, liveVersion: version } = await prisma.flow.findFirstOrThrow({ where: { shopId: shop.id } });
  const why = { kind: 'rule' as const, missing: [0], facts: { 'profile.hasAddress': true } };
  await noteTurnedAway(prisma, { shopId: shop.id, profileId, at: app.clock.now() }, { key, version }, why);
}

/** They want to be told when something is back. */
const waitForGoods = (profileId: string) =>
  inShop(async () => {
    const { id: addressId } = await prisma.address.findFirstOrThrow({ where: { shopId: shop.id, profileId } });
    const wanted = { addressId, productId: 'gid://shopify/Product/1', variantId: 'gid://shopify/ProductVariant/1' };
    await keepRequest(app, prisma, shop.id, wanted);
  });

/** They got a code with a mail of theirs, and used it. */
const getCode = (person: MarkedPerson, profileId: string) =>
  inShop(async () => {
    const { id: messageId } = await prisma.message.findFirstOrThrow({ where: { profileId, state: 'accepted' } });
    const offerId = await makeOffer(app, prisma, shop.id, TEN_PERCENT);
    const at = app.clock.now();
    const orderId = `gid://shopify/Order/${orderOf(person)}`;
    const code = {
      shopId: shop.id,
      id: app.ids.next(),
      offerId,
      code: `BACK-${person.number}`,
      state: 'given',
      messageId,
    };
    await prisma.discountCode.create({ data: { ...code, givenAt: at, shownAt: at, endsAt: at, usedAt: at, orderId } });
  });

/** The merchant says of somebody who looks like them that they are another. */
const keepApartFromSomebody = (id: string) =>
  inShop(async () => {
    const other = await makePerson(app, shop.id);
    await keepApart(prisma, shop.id, id, other.profileId, app.clock.now());
  });

/** Two people live through everything, by the doors that are open to the world; then Shopify asks to erase the first. */
beforeAll(async () => {
  shop = await createShop(app);
  doors = await openDoors({ app, web, shop });
  for (const person of [ANNA, BEA]) await doors.come(person);
  await doors.sendMails(4 * 60 + 10);
  for (const person of [ANNA, BEA]) await doors.go(person);
  for (const person of [ANNA, BEA]) await doors.webhook(unreadableWebhook(person));
  await doors.readUntilParked();
  annaId = (await profileOf(emailOf(ANNA))) ?? '';
  const beaId = (await profileOf(emailOf(BEA))) ?? '';
  await inShop(() => findDrift(app, shop.id, [annaId, beaId]));
  await inShop(() => fallIntoOneCluster(app, shop.id, [annaId, beaId]));
  await inShop(() => fallIntoSegments(app, shop.id, [annaId, beaId]));
  for (const id of [annaId, beaId]) await inShop(() => notBegun(id));
  for (const id of [annaId, beaId]) await waitForGoods(id);
  await getCode(ANNA, annaId);
  await getCode(BEA, beaId);
  for (const id of [annaId, beaId]) await keepApartFromSomebody(id);
  for (const person of [ANNA, BEA]) await doors.stir(person);
  for (const person of [ANNA, BEA]) await bringList(app, shop, person);
  for (const person of [ANNA, BEA]) await takeList(app, shop, person);
  await leaveList(app, shop, ANNA);
  ids = { anna: await idsOf(annaId), bea: await idsOf(beaId) };
  decidedBefore = await decisionsAbout(annaId);
  mailId = (await inShop(() => prisma.message.findFirstOrThrow({ where: { profileId: annaId, state: 'accepted' } })))
    .id;
  for (const person of [ANNA, BEA]) await doors.webhook(waitingWebhook(person));
  before = { anna: await search(ANNA), bea: await search(BEA) };
  rowsBefore = { anna: await rowsOf(ids.anna), bea: await rowsOf(ids.bea) };
  entriesBefore = await inShop(() => prisma.consentEntry.count());
  await doors.redact(ANNA);
  // Her list waited for a worker. It comes, and finds whom to leave out.
  await runImports(app, shop.id);
}, 60_000);
afterAll(() => doors.close());

it('every text of both was found before: the search is able to find each of them', () => {
  expect(named(before.anna)).toEqual(Object.keys(markersOf(ANNA)).sort());
  expect(named(before.bea)).toEqual(Object.keys(markersOf(BEA)).sort());
  const places = (found: Found[]) => new Set(found.map(({ place }) => place));
  const sealed = [
    ...['message_contents.content', 'access_export_pieces.content', 'inbox.payload', 'addresses.email'],
    ...['import_pieces.bytes', 'import_problems.row', 'list_export_pieces.content'],
  ];
  for (const place of sealed) expect(places(before.anna)).toContain(`public.${place} (sealed)`);
});

it('the copy that each asked for has every text of theirs that was known by then, and none of the other’s', () => {
  const inCopies = (found: Found[]) =>
    named(found.filter(({ place }) => place === 'public.access_export_pieces.content (sealed)'));
  const known = (person: MarkedPerson) => Object.keys(markersOf(person)).filter((marker) => !CAME_LATER.has(marker));
  expect(inCopies(before.anna)).toEqual(known(ANNA).sort());
  expect(inCopies(before.bea)).toEqual(known(BEA).sort());
});

it('what may name anybody and is of no use was never kept', async () => {
  const texts = { ...neverKeptOf(ANNA), ...neverKeptOf(BEA) };
  const found = await inShop(() => searchEverything({ pool, vault: app.vault, shopId: shop.id }, texts));
  expect(placesOf(found)).toEqual([]);
});

it('nothing leads to the erased person any more, in any table, sealed or not, nor in the queue', async () => {
  expect(placesOf(await search(ANNA))).toEqual([]);
});

it('what rules saw when mails to the person were decided about is gone with the person', async () => {
  expect(decidedBefore).toBeGreaterThan(0);
  expect(await decisionsAbout(annaId)).toBe(0);
});

it('of the code that they were given it stays known that it was used, and not by whom', async () => {
  const codes = await inShop(() => prisma.discountCode.findMany({ orderBy: { code: 'asc' } }));
  expect(codes).toMatchObject([
    { code: `BACK-${ANNA.number}`, state: 'given', messageId: null, orderId: null },
    { code: `BACK-${BEA.number}`, orderId: `gid://shopify/Order/${orderOf(BEA)}` },
  ]);
  expect(codes[0]?.usedAt).not.toBeNull();
  expect(codes[1]?.messageId).not.toBeNull();
});

const deletedTables = Object.keys(erasureMap).filter((table) => erasureMap[table]?.how === 'deleted');

it('every table that loses its rows had some of the person’s: none is erased by hearsay', () => {
  const without = deletedTables.filter((table) => !rowsBefore.anna.has(table) && !NAMED_OTHERWISE.has(table));
  expect(without).toEqual([]);
});

it('no row that names them by a random id is left where rows are deleted', async () => {
  const after = await rowsOf(ids.anna);
  expect(deletedTables.filter((table) => after.has(table))).toEqual([]);
});

/** Files that somebody at the shop asked for go with whoever is erased, and can be asked for again. */
const besidesFiles = (found: Found[]) => found.filter(({ place }) => !place.startsWith('public.list_export_pieces.'));

it('of their neighbour everything is where it was, but in files of the shop’s, which are all gone', async () => {
  const after = await search(BEA);
  expect(after).toEqual(besidesFiles(before.bea));
  expect(after).not.toEqual(before.bea);
  expect(await rowsOf(ids.bea)).toEqual(rowsBefore.bea);
});

it('the queue was looked through as well, and knows a shop by its id alone', async () => {
  const looked = { shop: shop.id, domain: shop.domain };
  const found = await inShop(() => searchEverything({ pool, vault: app.vault, shopId: shop.id }, looked));
  const inQueue = found.filter(({ place }) => place.startsWith('bullmq.'));
  expect([...new Set(inQueue.map(({ marker }) => marker))]).toEqual(['shop']);
});

it('no line of the log names either of them', () => {
  const said = app.logged.map((line) => JSON.stringify(line)).join('\n');
  const named = [ANNA, BEA].flatMap((person) => Object.entries(markersOf(person)));
  expect(named.filter(([, text]) => said.toLowerCase().includes(text.toLowerCase())).map(([marker]) => marker)).toEqual(
    [],
  );
});

it('the ledger has all its entries, and still proves itself', async () => {
  expect(await inShop(() => prisma.consentEntry.count())).toBe(entriesBefore);
  expect(await inShop(() => verifyLedger(prisma, shop.id))).toEqual({ kind: 'intact', entries: entriesBefore });
});

it('what was bought stays for the shop’s books, by a random id, and what was done with which goods', async () => {
  const orders = await inShop(() => prisma.order.findMany({ where: { id: `gid://shopify/Order/${orderOf(ANNA)}` } }));
  expect(orders).toMatchObject([{ profileId: annaId, totalMinor: 2_000, cartToken: null, attribution: null }]);
  const events = await inShop(() => prisma.event.findMany({ where: { profileId: annaId } }));
  expect(events.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['order_placed', 'email_clicked', 'cart_viewed']),
  );
});

it('told again, the past does not come back', async () => {
  await doors.tellAgain(ANNA);
  expect(placesOf(await search(ANNA))).toEqual([]);
});

it('told late, what somebody did before is not told of them any more, and a yes from back then is no yes of whoever they are now', async () => {
  await doors.tellLate(ANNA, mailId);
  const opened = await inShop(() => prisma.event.count({ where: { profileId: annaId, type: 'email_opened' } }));
  expect(opened).toBe(0);
  const newId = (await profileOf(emailOf(ANNA))) ?? '';
  expect(newId).not.toBe(annaId);
  await inShop(async () => {
    expect(await prisma.order.count({ where: { profileId: newId } })).toBe(0);
    expect(await prisma.event.count({ where: { profileId: newId } })).toBe(0);
    const { id: addressId } = await prisma.address.findFirstOrThrow({ where: { profileId: newId } });
    expect(await prisma.consentState.count({ where: { addressId } })).toBe(0);
  });
});

it('the shop erased, nothing leads to anybody or to the shop any more', async () => {
  const known = await createShop(app);
  await doors.redactShop();
  for (const person of [ANNA, BEA]) expect(placesOf(await search(person))).toEqual([]);
  const looked = { shop: shop.id, domain: shop.domain };
  const found = await inShop(() => searchEverything({ pool, vault: app.vault, shopId: shop.id }, looked));
  expect(placesOf(found).filter((place) => !place.includes('bullmq.'))).toEqual([]);
  expect(await prisma.shop.findMany({ select: { id: true } })).toEqual([{ id: known.id }]);
});
