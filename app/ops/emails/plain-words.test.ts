import { describe, expect, it } from 'vitest';
import { plainWords } from './plain-words';

describe('words as they are read where nobody is known', () => {
  it.each([
    ['News from {{ shop.name }}', 'News from Linden'],
    ['{{ person.firstName | default: "Hello" }}, it is here', 'Hello, it is here'],
    ['Happy birthday{% if person.firstName %}, {{ person.firstName }}{% endif %}', 'Happy birthday'],
    ['{{ about[0].title | default: "What you asked for" }} is back', 'What you asked for is back'],
    ['{% if broken', '{% if broken'],
    ['{{ person.firstName }}', '{{ person.firstName }}'],
    ['{% for n in (1..100000000) %}x{% endfor %}', '{% for n in (1..100000000) %}x{% endfor %}'],
  ])('“%s” is “%s”', (words, read) => {
    expect(plainWords(words, 'Linden')).toBe(read);
  });
});
