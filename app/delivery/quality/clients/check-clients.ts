import { blocksOf, type EmailDocument } from '../../documents/document';
import type { RenderedMail } from '../../rendering/mail-data';
import type { Finding } from '../finding';
import { ACCEPTED } from './accepted';
import { featuresIn } from './features-in';
import { UNKNOWN_TO } from './unknown-to.gen';

/**
 * What a mail uses that some mail programs do not know, so that readers there miss something: from the data of caniemail.com, without what is accepted. A code
 * block that uses it is named, each feature once.
 *
 * @param mail as it is sent
 */
export function checkClients(document: EmailDocument, { html }: Pick<RenderedMail, 'html'>): Finding[] {
  const coded = blocksOf(document).flatMap((block) =>
    block.kind === 'code' ? [{ key: block.key, features: featuresIn(block.html) }] : [],
  );
  return [...featuresIn(html)].flatMap((slug): Finding[] => {
    const [title, ...clients] = UNKNOWN_TO[slug] ?? [];
    if (title === undefined || slug in ACCEPTED) return [];
    const place = coded.find(({ features }) => features.has(slug))?.key;
    return [
      {
        ...({ kind: 'client-unknown', weight: 'advisory', ...(place ? { place } : {}) } as const),
        message: `${listed(clients)} ${clients.length === 1 ? 'does' : 'do'} not know ${nameOf(title)}: who reads there may not see what you see.`,
        remedy: `Do it another way, or see at caniemail.com/features/${slug} what helps.`,
      },
    ];
  });
}

const SHOWN = 4;

function listed(clients: readonly string[]): string {
  const [shown, more] = [clients.slice(0, SHOWN), clients.length - SHOWN];
  if (more > 0) return `${shown.join(', ')} and ${more} more`;
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}` : shown.join('');
}

const nameOf = (title: string): string => `“${title.replace(/ element$/, '')}”`;
