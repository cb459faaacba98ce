import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { CountedMails } from '~/decisions/send-policy/mail-counts.server';
import { unheardOf } from '~/ops/deliverability/words';
import { dayWords } from './day-words';

interface DayChartProps {
  days: CountedMails['byDay'];
  locale: string;
}

/** Mails by the day they left. What came back is hatched and what nothing is known of is empty, so that colour says nothing alone. */
export default function DayChart({ days, locale }: DayChartProps) {
  const bars = days.map((counts) => ({
    day: dayWords(counts.day, locale),
    arrived: counts.delivered,
    'no word yet': unheardOf(counts),
    'came back': counts.hardBounced + counts.softBounced,
  }));
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 320, height: 220 }}>
      <BarChart data={bars} margin={{ top: 4, right: 4, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <defs>
          <pattern id="came-back" width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width={6} height={6} fill="#fff" />
            <rect width={3} height={6} fill="#8e1f0b" />
          </pattern>
        </defs>
        <CartesianGrid vertical={false} stroke="#e3e3e3" />
        <XAxis dataKey="day" tickLine={false} axisLine={{ stroke: '#8a8a8a' }} minTickGap={24} fontSize={12} />
        <YAxis allowDecimals={false} tickLine={false} axisLine={false} width={44} fontSize={12} />
        <Tooltip cursor={{ fill: '#f1f1f1' }} isAnimationActive={false} />
        <Bar dataKey="arrived" stackId="mails" fill="#005bd3" isAnimationActive={false} maxBarSize={40} />
        <Bar
          dataKey="no word yet"
          stackId="mails"
          fill="#fff"
          stroke="#616161"
          isAnimationActive={false}
          maxBarSize={40}
        />
        <Bar
          dataKey="came back"
          stackId="mails"
          fill="url(#came-back)"
          stroke="#8e1f0b"
          isAnimationActive={false}
          maxBarSize={40}
        />
      </BarChart>
    </ResponsiveContainer>
  );
}
