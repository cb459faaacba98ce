import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder, absolute, without a slash at its end. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, '');

/** What set-up makes and remembers; git ignores it, and deleting it costs only time. */
export const stateFolder = join(root, '.kindred');

/**
 * A path inside the project.
 * @param {...string} parts
 */
export const inProject = (...parts) => join(root, ...parts);
