/** How a group's points look: a shape and a colour, so that neither alone has to be told from the others. */
export interface Mark {
  /** In words, for who cannot see it. */
  words: string;
  colour: string;
  /** A path from a point, moved there before. */
  shape: string;
}

/**
 * As many as there are groups at the most. Colours are dark ones after Okabe and Ito, who chose them to be told apart by the colour-blind; each stands
 * out from white by 3 to 1 or more, as WCAG 1.4.11 asks of graphics.
 */
export const marks: readonly Mark[] = [
  { words: 'blue circle', colour: '#0072b2', shape: 'm-2.6 0a2.6 2.6 0 1 0 5.2 0a2.6 2.6 0 1 0-5.2 0' },
  { words: 'orange triangle', colour: '#d55e00', shape: 'm0-3.2l3.1 5.6h-6.2z' },
  { words: 'green square', colour: '#008a63', shape: 'm-2.4-2.4h4.8v4.8h-4.8z' },
  { words: 'purple diamond', colour: '#a3376f', shape: 'm0-3.4l3.1 3.4l-3.1 3.4l-3.1-3.4z' },
  { words: 'black cross', colour: '#1a1a1a', shape: 'm-1-3.2h2v2.2h2.2v2h-2.2v2.2h-2v-2.2h-2.2v-2h2.2z' },
  { words: 'brown triangle upside down', colour: '#8a5a00', shape: 'm0 3.2l3.1-5.6h-6.2z' },
  { words: 'violet bar', colour: '#5b4fcf', shape: 'm-1.2-3.4h2.4v6.8h-2.4z' },
  { words: 'teal flat bar', colour: '#00748a', shape: 'm-3.4-1.2h6.8v2.4h-6.8z' },
];

/** Of those who are in no group. */
export const NO_MARK: Mark = {
  words: 'grey dot',
  colour: '#8a8a8a',
  shape: 'm-1.2 0a1.2 1.2 0 1 0 2.4 0a1.2 1.2 0 1 0-2.4 0',
};

export const markOf = (number: number): Mark => (number < 0 ? NO_MARK : (marks[number % marks.length] ?? NO_MARK));

/** All points of a group as one path. */
export const pathOf = (points: readonly (readonly [number, number])[], { shape }: Mark): string =>
  points.map(([x, y]) => `M${x} ${y}${shape}`).join('');
