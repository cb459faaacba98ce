import { Liquid } from 'liquidjs';
import { sayingsOf, type EmailDocument } from '../documents/document';
import type { Finding } from './finding';
import { isKnownPath, nearestPath } from './merge-tags';

const engine = new Liquid({ relativeReference: false, templates: {}, parseLimit: 2e5 });

/** What a document's Liquid says that cannot be read, or of what there is not. */
export const checkLiquid = (document: EmailDocument): Finding[] =>
  sayingsOf(document).flatMap(({ place, text }) => checkText(place, text));

function checkText(place: string, text: string): Finding[] {
  try {
    const paths = engine.globalVariableSegmentsSync(engine.parse(text), { partials: false });
    return paths.filter((steps) => !isKnownPath(steps)).map((steps) => unknown(place, spelled(steps)));
  } catch (error) {
    return [broken(place, error)];
  }
}

function unknown(place: string, path: string): Finding {
  const meant = nearestPath(path);
  return {
    ...{ kind: 'tag-unknown', weight: 'blocking', place },
    message: `There is nothing called “${path}”: its place would stay empty.`,
    remedy: meant ? `Did you mean “${meant}”?` : 'Choose one from the list of what can be said.',
  };
}

/** LiquidJS tells line and column of the text, and draws it; the first sentence is what a merchant needs. */
function broken(place: string, error: unknown): Finding {
  const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split(', file:');
  return {
    ...{ kind: 'liquid-broken', weight: 'blocking', place },
    message: `What stands between the braces cannot be read: ${sentence.split('\n')[0]}.`,
    remedy: 'Close what is open, or choose it from the list of what can be said.',
  };
}

const spelled = (steps: readonly unknown[]): string =>
  steps.map((step, at) => (typeof step === 'string' ? `${at ? '.' : ''}${step}` : '[]')).join('');
