import type { DeliverabilityPage } from '~/ops/deliverability/deliverability-page.server';
import { numberWords } from '~/ops/recommendations/number-words';
import { dayWords } from './day-words';
import './deliverability.css';

/** The picture's figures, the newest day first. */
export function DayTable({ page: { byDay, shop } }: { page: DeliverabilityPage }) {
  const say = (count: number) => numberWords(count, shop.locale);
  return (
    <div className="mail-table" role="region" aria-label="Mails by the day they left" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Day</th>
            {['Sent', 'Arrived', 'Back for good', 'Back for now', 'Opened', 'Clicked'].map((heading) => (
              <th scope="col" key={heading}>
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...byDay].reverse().map(({ day, sent, delivered, hardBounced, softBounced, opened, clicked }) => (
            <tr key={day}>
              <th scope="row">{dayWords(day, shop.locale)}</th>
              {Object.entries({ sent, delivered, hardBounced, softBounced, opened, clicked }).map(([name, count]) => (
                <td key={name}>{say(count)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
