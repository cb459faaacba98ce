import { aboutThePerson } from './about-the-person.server';
import { importProblems } from './rows-not-taken.server';
import type { Section } from './section';
import { whatTheyDid } from './what-they-did.server';
import { whatTheySaid } from './what-they-said.server';
import { whatWasDone } from './what-was-done.server';

/** All that stands in a copy, in its order; docs/privacy-export.md tells of each. */
export const sections: Section[] = [...aboutThePerson, ...whatTheySaid, ...whatTheyDid, ...whatWasDone, importProblems];
