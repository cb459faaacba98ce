import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';

export interface DemoArguments {
  /** Plays the story without a person, judges it and ends. */
  once: boolean;
  seed: number;
  /** A merchant's own Shopify exports; absent: a generated store. */
  files: { products?: string; customers?: string; orders?: string };
  unsubscribeMode: 'postmark' | 'custom';
  /** Shows everything the app's processes say. */
  verbose: boolean;
}

const FILES = ['products', 'customers', 'orders'] as const;

/** Reads the command line. Throws an error that names the argument and the remedy. */
export function readArguments(argv: string[]): DemoArguments {
  const { values } = parseArgs({
    args: argv,
    options: {
      once: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      products: { type: 'string' },
      customers: { type: 'string' },
      orders: { type: 'string' },
      unsubscribe: { type: 'string', default: 'postmark' },
      verbose: { type: 'boolean', default: false },
    },
  });
  const seed = Number(values.seed);
  if (!Number.isInteger(seed) || seed < 0)
    throw new Error(`--seed: "${values.seed}" is not a whole number; try --seed 2.`);
  const { unsubscribe } = values;
  if (unsubscribe !== 'postmark' && unsubscribe !== 'custom')
    throw new Error(`--unsubscribe: "${unsubscribe}" is neither "postmark" nor "custom".`);
  const files = Object.fromEntries(
    FILES.flatMap((name) => (values[name] ? [[name, existing(name, values[name])]] : [])),
  );
  if (files.products && !files.orders)
    throw new Error(
      '--orders is missing: without orders there is nothing to learn from. Export them in Shopify’s admin.',
    );
  return { once: values.once, seed, files, unsubscribeMode: unsubscribe, verbose: values.verbose };
}

function existing(name: string, file: string): string {
  if (!existsSync(file)) throw new Error(`--${name}: there is no file ${file}.`);
  return file;
}
