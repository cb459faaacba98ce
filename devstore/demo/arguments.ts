import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';

export interface DemoArguments {
  /** Plays the story without a person, judges it and ends. */
  once: boolean;
  /** Forgets the kept world and begins anew. */
  reset: boolean;
  /** Also does what a merchant does before the first mail: sender, quiet hours off, flow on. */
  ready: boolean;
  /** Null: that of the kept world, or else 1. */
  seed: number | null;
  /** A merchant's own Shopify exports; absent: what the kept world has, or else a generated store. */
  files: OwnFiles;
  /** Null: as the kept world has it, or else Postmark's own. */
  unsubscribeMode: UnsubscribeMode | null;
  /** Simulated shoppers a business day. */
  shoppers: number;
  /** Another kept world beside the demo's own; null: that one. */
  world: string | null;
  /** Shows everything the app's processes say. */
  verbose: boolean;
}

export type UnsubscribeMode = 'postmark' | 'custom';
export type OwnFiles = { products?: string; customers?: string; orders?: string };

const FILES = ['products', 'customers', 'orders'] as const;
const MOST_SHOPPERS = 1_000;

const flag = { type: 'boolean', default: false } as const;
const text = { type: 'string' } as const;
const options = {
  ...{ once: flag, reset: flag, ready: flag, verbose: flag },
  ...{ seed: text, products: text, customers: text, orders: text, unsubscribe: text, shoppers: text, world: text },
};

/** Reads the command line. Throws an error that names the argument and the remedy. */
export function readArguments(argv: string[]): DemoArguments {
  const { once, reset, ready, verbose, ...values } = parse(argv);
  const seed = values.seed === undefined ? null : wholeNumber('seed', values.seed);
  const shoppers = wholeNumber('shoppers', values.shoppers ?? '0');
  if (shoppers > MOST_SHOPPERS)
    throw new Error(`--shoppers: ${shoppers} a day are too many; ${MOST_SHOPPERS} at most.`);
  const unsubscribeMode = values.unsubscribe ?? null;
  if (unsubscribeMode !== null && unsubscribeMode !== 'postmark' && unsubscribeMode !== 'custom')
    throw new Error(`--unsubscribe: "${unsubscribeMode}" is neither "postmark" nor "custom".`);
  const world = values.world ?? null;
  if (world !== null && !/^[a-z][a-z0-9-]{0,23}$/.test(world))
    throw new Error(`--world: "${world}" is not a name of small letters, digits and dashes; try --world second.`);
  return { once, reset, ready, verbose, seed, shoppers, unsubscribeMode, world, files: ownFiles(values) };
}

function parse(argv: string[]) {
  try {
    return parseArgs({ args: argv, options }).values;
  } catch (error) {
    const known = Object.keys(options).map((name) => `--${name}`);
    throw new Error(`${(error as Error).message}\nThe demo takes ${known.join(', ')}.`, { cause: error });
  }
}

function ownFiles(values: Partial<Record<keyof OwnFiles, string>>): OwnFiles {
  const files = Object.fromEntries(
    FILES.flatMap((name) => (values[name] ? [[name, existing(name, values[name])]] : [])),
  ) as OwnFiles;
  if (files.products && !files.orders)
    throw new Error(
      '--orders is missing: without orders there is nothing to learn from. Export them in Shopify’s admin.',
    );
  return files;
}

function wholeNumber(name: string, given: string): number {
  const number = given.trim() === '' ? NaN : Number(given);
  if (!Number.isSafeInteger(number) || number < 0)
    throw new Error(`--${name}: "${given}" is not a whole number; try --${name} 2.`);
  return number;
}

function existing(name: string, file: string): string {
  if (!existsSync(file)) throw new Error(`--${name}: there is no file ${file}.`);
  return file;
}
