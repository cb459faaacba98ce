import { JSDOM } from 'jsdom';
import { describe, expect, test } from 'vitest';
import { html, jsonScript } from './html';

const hostile = `"><img src=x onerror=alert(1)>'<script>alert(2)</script>&amp;`;

describe('html', () => {
  test('escapes every value, in text and in attributes of either quotes', () => {
    const { document } = new JSDOM(html`<p title="${hostile}" class="${hostile}">${hostile}</p>`.markup).window;
    const p = document.querySelector('p');
    expect(p?.title).toBe(hostile);
    expect(p?.className).toBe(hostile);
    expect(p?.textContent).toBe(hostile);
    expect(document.querySelectorAll('script, img')).toHaveLength(0);
  });

  test('takes pieces and lists as they are, and nothing for null, undefined and false', () => {
    const items = ['a', '<b>'].map((each) => html`<i>${each}</i>`);
    const piece = html`<b>${items}${null}${undefined}${false}${0}</b>`;
    expect(piece.markup).toBe('<b><i>a</i><i>&lt;b&gt;</i>0</b>');
  });

  test('data for a script stays data', () => {
    const data = { subject: '</script><script>alert(1)</script><!--' };
    const { document } = new JSDOM(jsonScript('world', data).markup).window;
    expect(document.querySelectorAll('script')).toHaveLength(1);
    expect(JSON.parse(document.getElementById('world')?.textContent ?? '')).toEqual(data);
  });
});
