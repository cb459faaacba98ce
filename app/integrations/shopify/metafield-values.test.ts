import { describe, expect, test } from 'vitest';
import { propertiesOf } from './metafield-values';

const field = (key: string, type: string, value: string, namespace = 'custom') => ({
  id: '1',
  namespace,
  key,
  type,
  value,
});

describe('custom properties from metafields', () => {
  test.each([
    ['number_integer', '12', 12],
    ['number_decimal', '12.5', 12.5],
    ['boolean', 'true', true],
    ['boolean', 'false', false],
    ['single_line_text_field', 'oak', 'oak'],
    ['date', '2026-03-10', '2026-03-10'],
  ])('%s %s is %j', (type, value, expected) => {
    expect(propertiesOf([field('taste', type, value)])).toEqual({ 'custom.taste': expected });
  });

  test.each([
    ['a list', field('tastes', 'list.single_line_text_field', '["oak"]')],
    ['a reference', field('product', 'product_reference', 'gid://shopify/Product/1')],
    ['JSON', field('blob', 'json', '{}')],
    ['a number that is none', field('size', 'number_integer', 'many')],
    ['a text longer than anybody compares', field('story', 'multi_line_text_field', 'x'.repeat(501))],
    ['Shopify’s own', field('age', 'number_integer', '3', 'shopify--facts')],
  ])('%s is left out', (_what, row) => {
    expect(propertiesOf([row])).toEqual({});
  });

  test('are the first fifty by their names, whatever order they come in', () => {
    const rows = Array.from({ length: 60 }, (_, index) =>
      field(`k${String(index).padStart(2, '0')}`, 'boolean', 'true'),
    );
    const kept = Object.keys(propertiesOf(rows.reverse()));
    expect(kept).toHaveLength(50);
    expect(kept.at(0)).toBe('custom.k00');
    expect(kept.at(-1)).toBe('custom.k49');
  });
});
