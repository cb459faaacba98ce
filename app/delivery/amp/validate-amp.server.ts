import { readFile } from 'node:fs/promises';
import { createContext, Script } from 'node:vm';
import type { AmpCheck } from './amp-check';

/** What the validator's program offers when it has run (ampproject/amphtml, validator/js/webui). */
interface Validator {
  init(): Promise<void>;
  validateString(html: string, format: 'AMP4EMAIL'): { status: string; errors: ArrayLike<unknown> };
  renderErrorMessage(error: unknown): string;
}

/** Set-up puts it there; nothing is fetched while mails are sent. */
const FILE = '.kindred/amp/validator_wasm.js';

const MISSING = 'it cannot be checked here: the validator is missing, and a new set-up brings it';

/**
 * AMP's own validator, the program that mail providers run, from a file of this machine. It is loaded when it is first needed, since it takes a second and
 * tens of megabytes. What cannot be checked counts as not sound.
 */
export function createAmpCheck(file: string = FILE): AmpCheck {
  let loaded: Promise<Validator> | undefined;
  return async (amp) => {
    try {
      const validator = await (loaded ??= load(file));
      const { status, errors } = validator.validateString(amp, 'AMP4EMAIL');
      if (status === 'PASS') return [];
      return Array.from(errors, (error) => validator.renderErrorMessage(error));
    } catch {
      loaded = undefined;
      return [MISSING];
    }
  };
}

/** In a world of its own: a program of somebody else's sees nothing of ours. */
async function load(file: string): Promise<Validator> {
  const context = createContext({});
  new Script(await readFile(file, 'utf8')).runInContext(context);
  const { validator } = (context as { amp: { validator: Validator } }).amp;
  await validator.init();
  return validator;
}
