import { describe, expect, it } from 'vitest';
import { inShopify, shopDomain } from '../../../tests/factories/shopify-world';
import { brandKitSchema } from '~/delivery/documents/brand-kit';
import { publishedLook } from './published-look.server';
import { readThemeLook } from './theme-look';

const read = (current: unknown, presets = {}) => readThemeLook(JSON.stringify({ current, presets }), 'shop.example');
const inScheme = (settings: object) => read({ color_schemes: { 'scheme-1': { settings } } }).colours;

describe('the looks of a theme', () => {
  it('are those of the first colour scheme, of older themes’ own colours, or of the preset that is named', () => {
    expect(inScheme({ background: '#FFF', text: '#241f1a', button: '#1d4f3fff' })).toEqual({
      ...{ paper: '#ffffff', ink: '#241f1a', accent: '#1d4f3f' },
    });
    expect(read({ colors_text: '#111111', colors_accent_1: '#222222' }).colours).toEqual({
      ...{ ink: '#111111', accent: '#222222' },
    });
    expect(read('Default', { Default: { buttons_radius: 4 } })).toEqual({ radiusPx: 4 });
  });

  it.each(['rgba(0,0,0,0.5)', '#12345', '#11223344', 'red', 7, null])('%j is no colour that mails can take', (text) => {
    expect(inScheme({ text })).toBeUndefined();
  });

  it.each([
    ['baskerville_n4', 'georgia'],
    ['assistant_n4', 'helvetica'],
    ['source_sans_pro_n4', 'helvetica'],
    ['pt_serif_n7', 'georgia'],
    ['roboto_mono_n4', 'courier'],
    ['times_new_roman_n4', 'times'],
  ])('the font %s comes nearest to %s', (named, nearest) => {
    expect(read({ type_header_font: named }).fonts).toEqual({ heading: nearest });
  });

  it('name a logo as the shop serves it, sharp on telephones, and only pictures of the shop’s', () => {
    expect(read({ logo: 'shopify://shop_images/my logo.png', logo_width: 900 }).logo).toEqual({
      ...{ url: 'https://shop.example/cdn/shop/files/my%20logo.png?width=800', widthPx: 400 },
    });
    expect(read({ logo: 'https://elsewhere.example/logo.png' }).logo).toBeUndefined();
  });

  it.each(['', 'no json', '{}', '[]', '{"current":7}', '{"current":"Gone"}'])('%j says nothing', (text) => {
    expect(readThemeLook(text, 'shop.example')).toEqual({});
  });

  it('are always ones that a brand can have', () => {
    const hostile = {
      ...{ logo: 'shopify://shop_images/"><script>.png', logo_width: -1, buttons_radius: 1e9 },
      ...{
        type_body_font: '<b>',
        social_instagram_link: 'javascript:alert(1)',
        social_twitter_link: 'https://x.com/a',
      },
    };
    const look = read(hostile);
    expect(brandKitSchema.safeParse(look).success).toBe(true);
    expect(look.social).toEqual([{ network: 'x', url: 'https://x.com/a' }]);
  });
});

describe('the published theme', () => {
  it('is read through the Admin API, behind the comment that Shopify writes', () =>
    inShopify(async ({ admin }) => {
      const found = await publishedLook(admin, shopDomain);
      expect(found).toMatchObject({
        kind: 'read',
        look: { colours: { accent: '#1d4f3f' }, fonts: { heading: 'georgia' }, radiusPx: 8 },
      });
    }));

  it('of a shop that has not agreed to it is not read, and that is said', () =>
    inShopify(async ({ admin, standIn }) => {
      standIn.installation.setScopes(standIn.installation.scopes().filter((scope) => scope !== 'read_themes'));
      expect(await publishedLook(admin, shopDomain)).toEqual({ kind: 'not-allowed' });
    }));
});
