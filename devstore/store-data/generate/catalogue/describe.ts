import type { Kind } from '../kind';
import { VENDORS } from '../kind';
import { STYLES } from '../styles';

/** The product page's text: why one wants it, what it is made of, who made it. */
export function describe(kind: Kind, style: number | null): string {
  const look = style === null ? '' : ` ${STYLES[style]?.sentence ?? ''}`;
  const facts = [kind.made, kind.vendor === VENDORS.own ? 'Designed in Berlin' : `Made by ${kind.vendor}`];
  if (kind.sizes && !kind.untracked) facts.push(`Sizes: ${kind.sizes.join(', ')}`);
  return `<p>${escapeHtml(kind.story)}${escapeHtml(look)}</p><ul>${facts.map((fact) => `<li>${escapeHtml(fact)}</li>`).join('')}</ul>`;
}

export function tagsFor(kind: Kind, style: number | null, priceMinor: number): string[] {
  const tags = [kind.room as string];
  if (style !== null) tags.push(STYLES[style]?.tag ?? '');
  if (/hand|wheel|mouth-blown|woven|turned/i.test(kind.made)) tags.push('handmade');
  if (/organic|raw|vegan|plant-based|peat-free/i.test(kind.made)) tags.push('organic');
  if (kind.season === 'christmas') tags.push('christmas');
  if (priceMinor <= 2500) tags.push('small-gift');
  return tags.filter(Boolean);
}

const escapeHtml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
