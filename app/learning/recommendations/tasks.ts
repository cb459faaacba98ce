import type { PersonFacts } from '~/decisions/recommendations/person-facts';
import type { Query } from '~/decisions/recommendations/query';

/** One question whose answer is known: what was asked, what was wanted, and what may be answered. */
export interface Case {
  query: Query;
  wanted: ReadonlySet<number>;
  /** How many were wanted, those no model could know among them. */
  wantedCount: number;
  mayShow: (item: number) => boolean;
}

const everything = () => true;

/** An order to be foreseen, with what its buyer bought before, newest first. */
export interface Foreseen {
  before: Query['orders'];
  wanted: readonly number[];
  wantedCount: number;
  /** Who it was before it, as far as that was known. */
  person?: PersonFacts | null;
}

/** The whole next basket. */
export const nextBasket = (all: readonly Foreseen[]): Case[] =>
  all.map(({ before, wanted, wantedCount }) => ({
    query: { cart: [], session: [], orders: before },
    wanted: new Set(wanted),
    wantedCount,
    mayShow: everything,
  }));

/** Only what the buyer never bought. */
export const discovery = (all: readonly Foreseen[]): Case[] =>
  all.flatMap(({ before, wanted, wantedCount }) => {
    const owned = new Set(before.flatMap(({ items }) => items));
    const fresh = wanted.filter((item) => !owned.has(item));
    const count = wantedCount - (wanted.length - fresh.length);
    if (count === 0) return [];
    return [
      {
        query: { cart: [], session: [], orders: before },
        wanted: new Set(fresh),
        wantedCount: count,
        mayShow: (item: number) => !owned.has(item),
      },
    ];
  });

/** One product hidden from a basket, the rest being the cart. */
export const completion = (baskets: readonly { given: readonly number[]; hidden: number | null }[]): Case[] =>
  baskets.map(({ given, hidden }) => {
    const inCart = new Set(given);
    return {
      query: { cart: given, session: [], orders: [] },
      wanted: new Set(hidden === null ? [] : [hidden]),
      wantedCount: 1,
      mayShow: (item: number) => !inCart.has(item),
    };
  });

/** Products nobody bought yet, for people who bought others. */
export const newProducts = (all: readonly Foreseen[], cold: ReadonlySet<number>): Case[] =>
  all.flatMap(({ before, wanted }) => {
    const news = wanted.filter((item) => cold.has(item));
    if (!news.length) return [];
    return [
      {
        query: { cart: [], session: [], orders: before },
        wanted: new Set(news),
        wantedCount: news.length,
        mayShow: (item: number) => cold.has(item),
      },
    ];
  });

/** The first basket of somebody who has bought and met nothing before. */
export const strangers = (baskets: readonly Omit<Foreseen, 'before'>[]): Case[] =>
  baskets.map(({ wanted, wantedCount, person = null }) => ({
    query: { cart: [], session: [], orders: [], person },
    wanted: new Set(wanted),
    wantedCount,
    mayShow: everything,
  }));

/** Each next product of a visit, the visit so far being known. */
export const nextInSession = (sessions: readonly (readonly (number | null)[])[], onlyNew: boolean): Case[] =>
  sessions.flatMap((session) =>
    session.slice(1).flatMap((target, at): Case[] => {
      const prefix = session.slice(0, at + 1).filter((item) => item !== null);
      const met = new Set(prefix);
      if (onlyNew && target !== null && met.has(target)) return [];
      return [
        {
          query: { cart: [], session: prefix, orders: [] },
          wanted: new Set(target === null ? [] : [target]),
          wantedCount: 1,
          mayShow: onlyNew ? (item: number) => !met.has(item) : everything,
        },
      ];
    }),
  );
