import { describe, expect, test } from 'vitest';
import { createPictureSource } from './picture-source.server';

type Asked = { url: string; init: RequestInit | undefined };

function source(answer: () => Response | Promise<Response>, standInUrl?: string) {
  const asked: Asked[] = [];
  const fetch: typeof globalThis.fetch = (input, init) => {
    asked.push({ url: input instanceof Request ? input.url : input.toString(), init });
    return Promise.resolve().then(answer);
  };
  return { asked, pictures: createPictureSource({ fetch, standInUrl }) };
}
const CDN = 'https://cdn.shopify.com/s/files/1/0001/products/board.jpg?v=17';

describe('pictures of products', () => {
  test('come small from where Shopify keeps them, and are followed nowhere else', async () => {
    const { asked, pictures } = source(() => new Response('bytes'));
    expect((await pictures.fetch(CDN))?.toString()).toBe('bytes');
    expect(asked[0]?.url).toBe(`${CDN}&width=240`);
    expect(asked[0]?.init).toMatchObject({ redirect: 'error', credentials: 'omit' });
    expect(asked[0]?.init?.signal).toBeInstanceOf(AbortSignal);
  });

  test.each([
    ...['http://cdn.shopify.com/a.jpg', 'https://cdn.shopify.com.evil.example/a.jpg', 'https://evil.example/a.jpg'],
    ...['https://cdn.shopify.com@evil.example/a.jpg', 'https://user:pw@cdn.shopify.com/a.jpg'],
    ...['https://cdn.shopify.com:8443/a.jpg', 'http://169.254.169.254/latest/meta-data', 'http://127.0.0.1:5432/'],
    ...['file:///etc/passwd', 'data:image/png;base64,AAAA', '//cdn.shopify.com/a.jpg', 'nonsense', ''],
  ])('are not looked for at %j', async (url) => {
    const { asked, pictures } = source(() => new Response('bytes'));
    expect(await pictures.fetch(url)).toBeNull();
    expect(asked).toEqual([]);
  });

  test('are on this machine only in the dev store’s world', async () => {
    const { pictures } = source(() => new Response('bytes'), 'http://127.0.0.1:4001');
    expect(await pictures.fetch('http://127.0.0.1:4002/images/a.png')).not.toBeNull();
    expect(await pictures.fetch('http://10.0.0.1/images/a.png')).toBeNull();
  });

  test.each([
    ['is not there', () => new Response('no', { status: 404 })],
    ['leads elsewhere', () => Promise.reject(new TypeError('unexpected redirect'))],
    ['never ends', () => new Response(new ReadableStream({ pull: (to) => to.enqueue(new Uint8Array(65_536)) }))],
  ])('what %s is none', async (_what, answer) => {
    expect(await source(answer).pictures.fetch(CDN)).toBeNull();
  });
});
