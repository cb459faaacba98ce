import { unreachable } from '~/platform/errors';
import type { Evidence } from './judge';

/** What spoke for a machine, in a merchant's words, with its values. */
export function evidenceWords(evidence: Evidence): string {
  switch (evidence.code) {
    case 'trap':
      return 'a link that no person sees was followed within the same minute';
    case 'head':
      return 'it only asked whether there is something behind the link';
    case 'burst':
      return `${evidence.links} links were followed within ${evidence.withinSeconds} seconds`;
    case 'all-links':
      return `all ${evidence.links} links were followed within ${evidence.withinSeconds} seconds`;
    case 'program':
      return 'it says of itself that it is a program';
    case 'apple-privacy':
      return 'Apple loads the pictures of every mail, whether it is read or not';
    case 'too-soon':
      return `it came ${evidence.afterSeconds} seconds after the mail`;
    case 'data-centre':
      return 'it came from a network in which servers stand';
    case 'nameless':
      return 'it does not say what it is';
    default:
      return unreachable(evidence);
  }
}
