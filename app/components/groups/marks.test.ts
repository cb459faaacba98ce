import { describe, expect, it } from 'vitest';
import { markOf, marks, NO_MARK, pathOf } from './marks';

/** WCAG 2.2, “contrast ratio”. */
function contrastWithWhite(colour: string): number {
  const channels = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = channels.map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}

describe('marks of groups', () => {
  it('stand out from white by 3 to 1', () => {
    for (const { words, colour } of [...marks, NO_MARK])
      expect(contrastWithWhite(colour), words).toBeGreaterThanOrEqual(3);
  });

  it('differ by shape, by colour and in words, for as many groups as are looked for', () => {
    for (const of of ['shape', 'colour', 'words'] as const)
      expect(new Set(marks.map((mark) => mark[of])).size).toBe(marks.length);
    expect(marks).toHaveLength(8);
  });

  it('are there for every number', () => {
    expect(markOf(-1)).toBe(NO_MARK);
    expect(markOf(8)).toBe(marks[0]);
  });

  it('are drawn at each point', () => {
    expect(pathOf([[1, 2]], NO_MARK)).toBe(`M1 2${NO_MARK.shape}`);
  });
});
