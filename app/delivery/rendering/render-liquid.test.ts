import { describe, expect, test } from 'vitest';
import { mailData } from '../../../tests/factories/mail-data';
import { renderLiquid } from './render-liquid';

const fill = (template: string, changes: Parameters<typeof mailData>[2] = {}) =>
  renderLiquid({ subject: template, html: template, text: template }, mailData(2, 0, changes));

describe('filling a template', () => {
  test('escapes in the HTML part alone, and there unless told otherwise', () => {
    const mail = fill('{{ person.firstName }}|{{ person.firstName | raw }}', { person: { firstName: '<b>"&' } });
    expect(mail.html).toBe('&lt;b&gt;&#34;&amp;|<b>"&');
    expect(mail.text).toBe('<b>"&|<b>"&');
    expect(mail.subject).toBe('<b>"&|<b>"&');
  });

  test('makes one line of the subject', () => {
    expect(fill(' Hello \n\t {{ person.firstName }} \r\n').subject).toBe('Hello Ana');
  });

  test('lets the HTML part speak of the finished subject', () => {
    const templates = { subject: 'Hi {{ person.firstName }}', html: '<title>{{ subject }}</title>', text: '' };
    expect(renderLiquid(templates, mailData()).html).toBe('<title>Hi Ana</title>');
  });

  test('does not take data for template code', () => {
    expect(fill('{{ person.firstName }}', { person: { firstName: '{{ 7 | times: 7 }}' } }).text).toBe(
      '{{ 7 | times: 7 }}',
    );
  });

  test('writes nothing for what is not there', () => {
    expect(fill('[{{ nobody.knows.this }}]').text).toBe('[]');
  });

  test('reaches nothing that is not a mail’s own data', () => {
    const attempts = [
      'constructor',
      '__proto__',
      'person.constructor.name',
      'cart.lines.constructor',
      'shop.toString',
      'customer.lastProduct.__proto__',
    ];
    for (const path of attempts) expect(fill(`[{{ ${path} }}]`).text, path).toBe('[]');
  });
});

describe('a template is refused', () => {
  test.each(['package.json', './package.json', '/etc/hostname', '../package.json'])(
    'when it asks for the file %s',
    (file) => {
      for (const tag of ['include', 'render', 'layout']) expect(() => fill(`{% ${tag} "${file}" %}`)).toThrow('ENOENT');
    },
  );

  test.each([
    ['counts to a hundred million', '{% for i in (1..100000000) %}x{% endfor %}', 'memory'],
    [
      'loops in loops',
      '{% for i in (1..1000) %}{% for j in (1..1000) %}{% for k in (1..1000) %}{{ k }}{% endfor %}{% endfor %}{% endfor %}',
      // A quick machine has filled the memory it may before its time is up.
      '(render|memory alloc) limit',
    ],
    [
      'doubles a text for ever',
      '{% assign a = "ab" %}{% for i in (1..64) %}{% assign a = a | append: a %}{% endfor %}',
      'memory',
    ],
    ['is longer than two hundred thousand characters', 'x'.repeat(200_001), 'parse'],
    [
      'goes through the lines of an order in each of themselves, over and over',
      '{% for i in (1..1000) %}{% for a in order.lines %}{% for j in (1..1000) %}{{ a.title }}{{ customer.orderCount }}{% endfor %}{% endfor %}{% endfor %}',
      '(render|memory alloc) limit',
    ],
    ['does not end', 'Hello {% if person %}', 'if'],
    ['uses a tag nobody knows', '{% launch %}', 'launch'],
  ])('when it %s', (_what, template, problem) => {
    expect(() => fill(template)).toThrow(new RegExp(problem));
  });
});
