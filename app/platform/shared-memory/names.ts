/** How the name of a file ends until it is whole. */
export const UNFINISHED = '.part';
