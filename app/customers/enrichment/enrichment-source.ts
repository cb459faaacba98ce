import type { Properties } from '../profiles/set-properties.server';

/** `not-now`: nobody could say just now. Whoever asks a service that can fail says that, and does not throw. */
export type EnrichmentAnswer =
  { kind: 'known'; properties: Properties } | { kind: 'nothing-known' } | { kind: 'not-now' };

/**
 * Port: a program of somebody else's that knows more of people by their address. It is asked in the background only, never while somebody waits, and
 * never about people who refuse that what is known of them is sold or shared.
 */
export interface EnrichmentSource {
  /** In small letters; stands as the source beside each property it tells. */
  name: string;
  ask(email: string): Promise<EnrichmentAnswer>;
}
