/** A way of looking: its tag, the colours its designs come in, and a sentence for descriptions. */
export interface Style {
  tag: string;
  colours: string[];
  sentence: string;
}

export const STYLES: Style[] = [
  {
    tag: 'nordic',
    colours: ['Chalk', 'Oat', 'Sage', 'Slate', 'Sky'],
    sentence: 'Pale, calm and pared down to what is needed.',
  },
  {
    tag: 'botanical',
    colours: ['Sage', 'Moss', 'Forest', 'Chalk', 'Olive'],
    sentence: 'Leaves and greens, as if the garden had come inside.',
  },
  {
    tag: 'industrial',
    colours: ['Charcoal', 'Graphite', 'Steel', 'Ink', 'Copper'],
    sentence: 'Dark, plain and built like a tool.',
  },
  {
    tag: 'mid-century',
    colours: ['Mustard', 'Teal', 'Walnut', 'Rust', 'Olive'],
    sentence: 'Slim lines and warm colours with a nod to 1958.',
  },
  {
    tag: 'coastal',
    colours: ['Sky', 'Denim', 'Sand', 'Chalk', 'Ink'],
    sentence: 'Washed blues and sand, with the wind still in it.',
  },
  {
    tag: 'bohemian',
    colours: ['Terracotta', 'Clay', 'Ochre', 'Plum', 'Rose', 'Blush'],
    sentence: 'Earthy, patterned and collected rather than bought.',
  },
];

/** Series of designs: names that several kinds share, each in one style (an index into `STYLES`). */
export const SERIES: { name: string; style: number }[] = [
  ['Halden', 'Fjell', 'Lumi', 'Birke', 'Nova'],
  ['Fenn', 'Sylva', 'Ivy', 'Thyra', 'Verda'],
  ['Werk', 'Anvil', 'Borough', 'Kontor', 'Ferro'],
  ['Arno', 'Rhea', 'Marlow', 'Otis', 'Elmer'],
  ['Sund', 'Marea', 'Dune', 'Pelle', 'Isla'],
  ['Zafra', 'Sol', 'Tierra', 'Amara', 'Noor'],
].flatMap((names, style) => names.map((name) => ({ name, style })));
