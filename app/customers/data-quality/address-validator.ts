/**
 * Whether a domain takes mail. `unknown`: nobody could say just now. `not-asked`: nobody is there to be asked. Never throws: whoever asks a
 * service that can fail says `unknown`.
 */
export type DomainAnswer = 'takes-mail' | 'refuses-mail' | 'unknown' | 'not-asked';

/** Port: asks about the domains of addresses, in the background, never while somebody waits. */
export interface AddressValidator {
  /** @param domain in lower case and ASCII */
  ask(domain: string): Promise<DomainAnswer>;
}

/** Where no name server may be asked. */
export const nobodyToAsk: AddressValidator = { ask: () => Promise.resolve('not-asked') };
