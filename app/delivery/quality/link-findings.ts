import type { DocumentLink } from './document-links';
import type { Finding } from './finding';
import type { PageAnswer } from './linked-pages';
import type { StoreGood } from './store-goods.server';
import type { StorePath } from './store-paths';

/** A link with where it leads; `isFilled`: as its Liquid says it for one reader. */
export interface LedLink extends DocumentLink {
  url: string;
  isFilled: boolean;
}

type Told = Pick<Finding, 'kind' | 'weight' | 'message' | 'remedy'>;

const at = ({ place }: DocumentLink, told: Told): Finding => ({ ...told, ...(place === undefined ? {} : { place }) });

/** What one reader's link says is no reason to hold up everybody's mail. */
const weightOf = ({ isFilled }: LedLink): Finding['weight'] => (isFilled ? 'advisory' : 'blocking');

export function ofGood(link: LedLink, { kind, handle }: StorePath, good: StoreGood): Finding[] {
  const what = link.isFilled ? `For the reader it is shown to, “${link.href}”` : 'A link';
  switch (good.kind) {
    case 'shown':
      return [];
    case 'hidden':
      return [
        at(link, {
          ...{ kind: 'link-dead', weight: 'advisory' },
          message: `${what} leads to “${good.title}”, which is not shown in your online store.`,
          remedy: 'Show it there before the mail goes out, or lead somewhere else.',
        }),
      ];
    case 'renamed':
      return [
        at(link, {
          ...{ kind: 'link-moved', weight: 'advisory' },
          message: `${what} leads to “${good.title}” by an address it had before.`,
          remedy: `Its address ends in “${good.handle}” now: the old one leads there only where your store redirects it.`,
        }),
      ];
    case 'deleted':
    case 'missing':
      return [
        at(link, {
          ...{ kind: 'link-dead', weight: weightOf(link) },
          message:
            good.kind === 'deleted'
              ? `${what} leads to “${good.title}”, which was deleted from your store.`
              : `${what} leads to the ${kind} “${handle}”, which your store does not have.`,
          remedy: 'Lead to one that there is, or take the link out.',
        }),
      ];
  }
}

/** A site that is down, or that moved, is advice: it may be up again when the mail goes out. */
export function ofAnswer(link: LedLink, answer: PageAnswer): Finding[] {
  switch (answer.kind) {
    case 'there':
    case 'untold':
      return [];
    case 'moved':
      return [
        at(link, {
          ...{ kind: 'link-moved', weight: 'advisory' },
          message: `${short(link.url)} has moved for good, to ${short(answer.to)}.`,
          remedy: 'Give the new address: the old one may lead nowhere one day.',
        }),
      ];
    case 'gone':
      return [
        at(link, {
          ...{ kind: 'link-dead', weight: 'advisory' },
          message: `${short(link.url)} answers that there is no such page.`,
          remedy: 'Correct the address, or take the link out.',
        }),
      ];
    case 'unreachable':
      return [
        at(link, {
          ...{ kind: 'link-dead', weight: 'advisory' },
          message: `${short(link.url)} cannot be opened: ${answer.problem}.`,
          remedy: 'Open it yourself: what you do not see there, readers will not see either.',
        }),
      ];
  }
}

export const ofNowhere = (link: LedLink): Finding[] => [
  at(link, {
    ...{ kind: 'link-empty', weight: 'advisory' },
    message: link.isFilled
      ? `For the reader it is shown to, “${link.href}” leads nowhere.`
      : `A link leads to “${link.href}”, which is no address of a page.`,
    remedy: link.isFilled
      ? 'Give it another place to lead to: {{ about[0].url | default: shop.url }}.'
      : 'Give an address that begins with https://.',
  }),
];

const short = (url: string): string => (url.length > 90 ? `${url.slice(0, 89)}…` : url);
