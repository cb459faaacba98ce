import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ASSETS = fileURLToPath(new URL('../assets', import.meta.url));

let styles: string | undefined;

/** The theme's style sheets as one, in the order of their names; read once per process. */
export function readStyles(): string {
  styles ??= readdirSync(ASSETS)
    .filter((name) => name.endsWith('.css'))
    .sort()
    .map((name) => readFileSync(`${ASSETS}/${name}`, 'utf8'))
    .join('\n');
  return styles;
}
