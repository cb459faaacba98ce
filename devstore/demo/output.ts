import type { AppOptions } from '../app-processes';

export const print = (line: string): void => console.log(line);

/** Shows of what the app's processes say what is worth it: errors, and what is no line of their log. */
export function appLines({ verbose }: { verbose: boolean }): NonNullable<AppOptions['onLine']> {
  return (name, line) => {
    const isWorthIt = /"level":(50|60)/.test(line) || !line.startsWith('{');
    if (verbose || isWorthIt) print(`  [${name}] ${line}`);
  };
}
