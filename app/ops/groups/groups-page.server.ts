import type { Shop } from '@prisma/client';
import { sentence } from '~/customers/rules/sentence';
import { capitalised } from '~/decisions/explanations/spoken-shop';
import type { Algorithm } from '~/learning/clusters/cluster-people';
import { FEWEST_PEOPLE } from '~/learning/clusters/find-clusters.server';
import { loadClusters, type ShownCluster, type ShownClusters } from '~/learning/clusters/load-clusters.server';
import type { Db } from '~/platform/db/db.server';
import { formatMoney } from '~/platform/money';
import { numberWords, percentWords } from '../recommendations/number-words';
import { namesIn, speakerOf } from '../segments/shop-speaker.server';
import { inShop, pageShop, type PageDeps, type PageShop } from '../shop-context.server';
import { groupFigures, NO_FIGURES } from './group-figures.server';
import { againWords, apartWords, fidelityWords, sizeWords, valueWords, wayWords } from './group-words';
import { plotOf, plotTable, type PlotLine, type PlottedGroup } from './plot';

/** A group of people that was found, in words. */
export interface ShownGroup {
  id: string;
  /** As in the plot, from 0. */
  number: number;
  name: string;
  sentences: string[];
  size: string;
  value: string;
  /** What says nearly the same; null: nothing does. */
  rule: { words: string; fidelity: string } | null;
  /** ISO 8601. */
  foundAt: string;
}

/** One way of looking for groups, and what came of it. */
export interface ShownWay {
  key: Algorithm;
  name: string;
  term: string;
  how: string;
  groups: number;
  outcome: string;
  /** Mean silhouette, −1 to 1. */
  silhouette: string;
  isProposed: boolean;
}

export interface GroupsFound {
  kind: 'found';
  ranAt: string;
  people: string;
  /** By which way the groups below are found; null: by none, as none parts people well. */
  shown: Algorithm | null;
  ways: ShownWay[];
  groups: ShownGroup[];
  plot: { groups: PlottedGroup[]; lines: PlotLine[]; points: number; explained: string } | null;
}

export type Groups =
  { kind: 'never-looked' } | { kind: 'too-few'; ranAt: string; people: string; needed: string } | GroupsFound;

export interface GroupsPage {
  shop: PageShop;
  found: Groups;
  /** When it is looked again; null: nothing says when, or it is about to be. */
  nextAt: string | null;
}

/** The plainest; further ones hardly tell a group apart. */
const MOST_SENTENCES = 4;

/** Groups that were found among a shop's people. `way`: which way of looking is wanted, otherwise the one that is proposed. */
export function groupsPage(deps: PageDeps, shopDomain: string, way: string | null): Promise<GroupsPage> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const [found, nextAt] = await Promise.all([
      loadClusters(db, shop.id).then((clusters) => told(db, shop, clusters, way)),
      nextLookAt(deps, db, shop.id),
    ]);
    return { shop: pageShop(deps, shop), found, nextAt };
  });
}

async function nextLookAt({ clock }: PageDeps, db: Db, shopId: string): Promise<string | null> {
  const wakeup = await db.shopWakeup.findUnique({ where: { shopId_kind: { shopId, kind: 'find-clusters' } } });
  const at = wakeup?.nextDueAt ?? null;
  return at && at > clock.now() ? at.toISOString() : null;
}

async function told(db: Db, shop: Shop, found: ShownClusters, asked: string | null): Promise<Groups> {
  const { locale } = shop;
  if (found.kind === 'never-looked') return found;
  const [ranAt, people] = [found.ranAt.toISOString(), numberWords(found.people, locale)];
  if (found.kind === 'too-few') return { kind: 'too-few', ranAt, people, needed: numberWords(FEWEST_PEOPLE, locale) };
  const ways = found.figures.map((each) => wayOf(each, found.chosen, locale));
  const shown = ways.find(({ key }) => key === asked)?.key ?? found.chosen;
  const clusters = found.clusters.filter(({ algorithm }) => algorithm === shown);
  return {
    ...{ kind: 'found', ranAt, people, shown, ways, groups: await inWords(db, shop, clusters) },
    plot: shown && clusters.length > 0 ? plotIn(found.scatter, shown, locale) : null,
  };
}

type Found = Extract<ShownClusters, { kind: 'found' }>;

function wayOf(
  { algorithm, clusters, silhouette, noiseShare, randIndex }: Found['figures'][number],
  chosen: Algorithm | null,
  locale: string,
): ShownWay {
  const alone = noiseShare > 0 ? `; ${percentWords(noiseShare, locale)} of the people are in none` : '';
  return {
    ...{ key: algorithm, ...wayWords[algorithm], groups: clusters, isProposed: algorithm === chosen },
    outcome:
      clusters > 1
        ? `${numberWords(clusters, locale)} groups, which ${apartWords(silhouette)}${alone}; ${againWords(randIndex)}`
        : `${clusters === 1 ? 'One group' : 'No group'}: this way finds nothing that parts people${alone}`,
    silhouette: numberWords(silhouette, locale, 2),
  };
}

function plotIn({ points, numbers, explained }: Found['scatter'], way: Algorithm, locale: string): GroupsFound['plot'] {
  const own = numbers[way] ?? [];
  return {
    ...{ groups: plotOf(points, own), lines: plotTable(points, own) },
    ...{ points: points.length, explained: percentWords(explained, locale) },
  };
}

async function inWords(db: Db, shop: Shop, clusters: readonly ShownCluster[]): Promise<ShownGroup[]> {
  const rules = clusters.flatMap(({ rule }) => rule ?? []);
  const [figures, names] = await Promise.all([
    groupFigures(
      db,
      shop.id,
      clusters.map(({ id }) => id),
    ),
    namesIn(db, shop.id, rules),
  ]);
  const speaker = speakerOf(names, shop);
  const money = (minor: number): string => formatMoney({ minor, currency: shop.currency }, shop.locale);
  return clusters.map(({ id, number, name, sentences, size: people, share, rule, fidelity, foundAt }) => {
    const own = figures.get(id) ?? NO_FIGURES;
    return {
      ...{ id, number, name, sentences: sentences.slice(0, MOST_SENTENCES), foundAt: foundAt.toISOString() },
      size: sizeWords({ people, share, mailable: own.mailable }, shop.locale),
      value: valueWords({ people, ...own }, money, shop.locale),
      rule: rule && fidelity && { words: capitalised(sentence(rule, speaker)), fidelity: fidelityWords(fidelity) },
    };
  });
}
