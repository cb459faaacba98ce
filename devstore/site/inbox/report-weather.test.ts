import { expect, test } from 'vitest';
import { fairWeather } from '../../postmark/webhooks/weather';
import { choiceOf, reportChoice, weatherOf } from './report-weather';

const { delay, fault } = reportChoice.shape;
const all = delay.options.flatMap((each) => fault.options.map((other) => ({ delay: each, fault: other })));

test.each(all)('$delay, $fault is a weather of its own, and known again', (choice) => {
  expect(choiceOf(weatherOf(choice))).toEqual(choice);
});

test('no choice is fair weather, and what nobody can choose is none', () => {
  expect(weatherOf({ delay: 'none', fault: 'none' })).toEqual(fairWeather);
  expect(choiceOf({ ...fairWeather, dropRate: 0.3 })).toBeNull();
});
