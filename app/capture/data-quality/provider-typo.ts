import { partsOf } from './address-traits';
import { isOneSlipAway } from './edit-distance';

/** Mail providers that most private addresses are at. */
const PROVIDERS = (
  'gmail.com googlemail.com yahoo.com yahoo.co.uk yahoo.fr yahoo.de hotmail.com hotmail.co.uk hotmail.fr hotmail.de outlook.com outlook.de ' +
  'live.com icloud.com me.com aol.com gmx.de gmx.net gmx.at gmx.ch web.de t-online.de freenet.de orange.fr wanadoo.fr free.fr laposte.net ' +
  'libero.it virgilio.it proton.me protonmail.com comcast.net verizon.net btinternet.com bluewin.ch'
).split(' ');
const known = new Set(PROVIDERS);
/** Real providers that are one slip away from a bigger one, and are meant. */
const MEANT = new Set('ymail.com mail.com email.com gmx.com pm.me mac.com'.split(' '));
/** Short domains are all one slip away from each other. */
const SHORTEST = 7;

/**
 * The address that was probably meant where its domain is one slip away from a big provider's ("gmial.com", "hotmail.con"). A proposal:
 * nobody's address is changed by it, for the other domain may exist. Null where nothing is to be proposed.
 */
export function likelyMeant(email: string): string | null {
  const { local, domain } = partsOf(email);
  if (known.has(domain) || MEANT.has(domain) || domain.length < SHORTEST) return null;
  const meant = PROVIDERS.filter((provider) => provider.length >= SHORTEST && isOneSlipAway(domain, provider));
  const [only] = meant.filter((provider) => !isSisterOf(provider, domain));
  return only && meant.length === 1 ? `${local}@${only}` : null;
}

/** `yahoo.se` is no slip of `yahoo.de`, but the same provider in another country. */
function isSisterOf(provider: string, domain: string): boolean {
  const [[name, ending], [otherName, otherEnding]] = [splitName(provider), splitName(domain)];
  return name === otherName && ending.length === 2 && otherEnding.length === 2;
}

function splitName(domain: string): [name: string, ending: string] {
  const at = domain.indexOf('.');
  return [domain.slice(0, at), domain.slice(at + 1)];
}
