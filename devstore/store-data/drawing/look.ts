import type { Colour } from './colour';
import type { Shape } from './scene';

export type Pattern = 'plain' | 'stripes' | 'dots' | 'dip' | 'speckle' | 'sprig' | 'checks' | 'waves';

/** What distinguishes one product's picture from another of the same form. */
export interface Look {
  /** The product's own colour. */
  main: Colour;
  /** A second colour that goes with it. */
  accent: Colour;
  wood: Colour;
  metal: Colour;
  pattern: Pattern;
  /** 0 to 1, drawn from the product's handle: proportions and small details follow it. */
  build: number;
}

/** Draws one kind of thing, standing on the floor at y = `FLOOR`, centred on x = 300. */
export type Form = (look: Look) => Shape[];

export const FLOOR = 480;

/** Between `low` and `high`, following the product's build. */
export const vary = (look: Look, low: number, high: number): number => low + (high - low) * look.build;
