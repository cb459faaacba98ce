import { createCustomerMarks } from '~/integrations/shopify/customer-tags.server';
import type { CustomerMarks } from '~/customers/segments/outputs/customer-marks';
import type { Output } from '~/customers/segments/outputs/output';
import { saveOutput } from '~/customers/segments/outputs/save-output.server';
import { tellSegments } from '~/customers/segments/outputs/tell-segments.server';
import { withShop } from '~/platform/db/db.server';
import { seededRandom } from '../../devstore/store-data/seeded-random';
import { createShop } from './shops';
import { shopDomain, type ShopifyWorld } from './shopify-world';
import type { TestApp } from './test-app';

/** A shop whose segments are told to the stand-in; who is in them the test says itself. */
export async function openTelling(app: TestApp, world: ShopifyWorld) {
  const { id: shopId } = await createShop(app);
  const { prisma } = app.db;
  const marks = createCustomerMarks(world.admin);
  /** The stand-in's points come back by its own clock, which stands still. */
  const restore = () => void (world.system.offsetMs += 2_000);
  const real: CustomerMarks = {
    ...marks,
    tell(domain, changes) {
      restore();
      return marks.tell(domain, changes);
    },
  };
  const inShop = <T>(work: () => Promise<T>): Promise<T> => withShop(shopId, work);
  let made = 0;

  /** A customer in Shopify, and the profile that is known by it. */
  const addPerson = () =>
    inShop(async () => {
      const customer = world.store.createCustomer({ email: `told-${(made += 1)}@example.com` });
      const profileId = app.ids.next();
      const at = app.clock.now();
      await prisma.profile.create({ data: { shopId, id: profileId, createdAt: at, lastSeenAt: at } });
      const identity = { kind: 'customer', value: customer.id, evidence: 'test', linkedAt: at };
      await prisma.identity.create({ data: { shopId, profileId, ...identity } });
      return { profileId, customerId: customer.id };
    });
  const addSegment = (name: string) =>
    inShop(async () => {
      const at = app.clock.now();
      const rule = { kind: 'chance', salt: name, from: 0, below: 1 };
      const id = app.ids.next();
      await prisma.segment.create({
        data: { shopId, id, name, rule, version: 1, builtVersion: 1, builtAt: at, createdAt: at, updatedAt: at },
      });
      return id;
    });
  return {
    ...{ shopId, real, inShop, addPerson, addSegment },
    enter: (segmentId: string, profileId: string) =>
      inShop(() =>
        prisma.segmentMember.createMany({
          data: [{ shopId, segmentId, profileId, since: app.clock.now() }],
          skipDuplicates: true,
        }),
      ),
    leave: (segmentId: string, profileId: string) =>
      inShop(() => prisma.segmentMember.deleteMany({ where: { shopId, segmentId, profileId } })),
    call: (segmentId: string, output: Output) =>
      inShop(() => app.db.transaction((tx) => saveOutput(app, tx, shopId, segmentId, output))),
    tell: (customerMarks: CustomerMarks = real) =>
      inShop(() => tellSegments({ ...app, customerMarks }, { id: shopId, domain: shopDomain })),
    tellings: () => inShop(() => prisma.segmentTelling.findMany({ where: { shopId } })),
    tagsOf: (customerId: string) => world.store.data.customers.find(({ id }) => id === customerId)?.tags ?? null,
    async listOf(customerId: string) {
      restore();
      const { customer } = await world.read<{ customer: { metafield: { value: string } | null } | null }>(
        'query($id: ID!) { customer(id: $id) { metafield(namespace: "$app", key: "segments") { value } } }',
        { id: customerId },
      );
      return customer?.metafield ? (JSON.parse(customer.metafield.value) as string[]) : [];
    },
  };
}

export { seededRandom };
export type Telling = Awaited<ReturnType<typeof openTelling>>;
