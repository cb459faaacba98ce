import { BlockStack, Button, Card, InlineStack, Link, Text } from '@shopify/polaris';
import type { CalendarDay, CalendarPage } from '~/ops/campaigns/calendar-page.server';
import { STATE_WORDS } from '~/ops/campaigns/campaign-words';
import { exactTime } from '../when';
import './calendar.css';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** A month: as a table where there is room, as a list of its days that have something where there is not. */
export function Calendar({ page }: { page: CalendarPage }) {
  const days = page.weeks.flat().filter(({ isInMonth }) => isInMonth);
  const busy = days.filter(({ campaigns, sent, planned }) => campaigns.length > 0 || sent + planned > 0);
  return (
    <Card>
      <BlockStack gap="400">
        <MonthLine page={page} />
        <div className="calendar__wide">
          <MonthTable page={page} />
        </div>
        <div className="calendar__narrow">
          <BlockStack as="ul" gap="300">
            {busy.map((day) => (
              <li key={day.day}>
                <Text as="h3" variant="headingSm">
                  {dayName(day.day, page)}
                </Text>
                <DayContents day={day} page={page} />
              </li>
            ))}
          </BlockStack>
          {busy.length === 0 && <Text as="p">Nothing goes in this month, and nothing went.</Text>}
        </div>
      </BlockStack>
    </Card>
  );
}

const inWords = (day: string, { shop }: CalendarPage, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(shop.locale, { ...options, timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));

const dayName = (day: string, page: CalendarPage): string =>
  inWords(day, page, { weekday: 'long', day: 'numeric', month: 'long' });

function MonthLine({ page }: { page: CalendarPage }) {
  const { month, before, after } = page;
  return (
    <InlineStack align="space-between" blockAlign="center" gap="200">
      <Text as="h2" variant="headingMd">
        {inWords(`${month}-01`, page, { month: 'long', year: 'numeric' })}
      </Text>
      <InlineStack gap="200">
        <Button url={`/app/campaigns/calendar?month=${before}`}>Month before</Button>
        <Button url={`/app/campaigns/calendar?month=${after}`}>Month after</Button>
      </InlineStack>
    </InlineStack>
  );
}

function MonthTable({ page }: { page: CalendarPage }) {
  return (
    <table className="calendar__month">
      <caption className="calendar__caption">
        {inWords(`${page.month}-01`, page, { month: 'long', year: 'numeric' })}, day by day
      </caption>
      <thead>
        <tr>
          {WEEKDAYS.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {page.weeks.map((week) => (
          <tr key={week[0]?.day}>
            {week.map((day) => (
              <td key={day.day} className={day.isInMonth ? '' : 'calendar__other'}>
                <Text as="p" fontWeight={day.isToday ? 'bold' : 'regular'}>
                  {Number(day.day.slice(8))}
                  {day.isToday && ' · today'}
                </Text>
                <DayContents day={day} page={page} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function DayContents({ day: { campaigns, sent, planned }, page: { shop } }: { day: CalendarDay; page: CalendarPage }) {
  const say = (count: number) => count.toLocaleString(shop.locale);
  return (
    <BlockStack gap="100">
      {campaigns.map(({ id, name, state, at }) => (
        <Text as="p" key={id} breakWord>
          <Link url={`/app/campaigns/${id}`}>{name}</Link>
          <Text as="span" variant="bodySm" tone="subdued">
            {' '}
            {STATE_WORDS[state].toLowerCase()}, {exactTime(at, shop).split(', ').at(-1)}
          </Text>
        </Text>
      ))}
      {sent > 0 && <Text as="p" variant="bodySm">{`${say(sent)} sent`}</Text>}
      {planned > 0 && <Text as="p" variant="bodySm" tone="subdued">{`${say(planned)} planned`}</Text>}
    </BlockStack>
  );
}
