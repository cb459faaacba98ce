import { few, type Section } from './section';

const PAGE = 500;

const beyond = (after: string | null) => (after === null ? {} : { id: { gt: after } });

const events: Section = {
  name: 'events',
  size: PAGE,
  async read({ db, shopId, present }, after) {
    const rows = await db.event.findMany({
      where: { shopId, profileId: { in: present }, ...beyond(after) },
      orderBy: { id: 'asc' },
      take: PAGE,
    });
    return rows.map(({ id, type, occurredAt, recordedAt, source, properties }) => ({
      cursor: id,
      row: { type, occurredAt, recordedAt, source, properties },
    }));
  },
};

const carts: Section = {
  name: 'carts',
  size: PAGE,
  async read({ db, shopId, present }, after) {
    const rows = await db.cart.findMany({
      where: { shopId, profileId: { in: present }, ...(after === null ? {} : { token: { gt: after } }) },
      orderBy: { token: 'asc' },
      take: PAGE,
    });
    return rows.map(({ shopId: _shop, profileId: _profile, ...row }) => ({ cursor: row.token, row }));
  },
};

const orders: Section = {
  name: 'orders',
  size: PAGE,
  async read({ db, shopId, present }, after) {
    const rows = await db.order.findMany({
      where: { shopId, profileId: { in: present }, ...beyond(after) },
      orderBy: { id: 'asc' },
      take: PAGE,
      include: { lines: { orderBy: { id: 'asc' } } },
    });
    const ids = rows.map(({ id }) => id);
    const refunds = await db.refund.findMany({ where: { shopId, orderId: { in: ids } }, orderBy: { id: 'asc' } });
    return rows.map(({ shopId: _shop, profileId: _profile, toldHash: _told, lines, ...row }) => ({
      cursor: row.id,
      row: {
        ...row,
        lines: lines.map(({ shopId: _s, orderId: _o, ...line }) => line),
        refunds: refunds
          .filter(({ orderId }) => orderId === row.id)
          .map(({ shopId: _s, orderId: _o, ...refund }) => refund),
      },
    }));
  },
};

const credits = few('credits', async ({ db, shopId, present }) => {
  const rows = await db.attribution.findMany({
    where: { shopId, profileId: { in: present } },
    orderBy: { orderId: 'asc' },
  });
  return rows.map(({ shopId: _shop, profileId: _profile, ...row }) => row);
});

/** What the person did in the shop. */
export const whatTheyDid = [events, carts, orders, credits];
