import { markOf } from './marks';
import './groups.css';

/** A group's mark as it stands in the plot, beside its name. */
export function GroupMark({ number }: { number: number }) {
  const { colour, shape } = markOf(number);
  return (
    <svg className="group-mark" viewBox="-5 -5 10 10" aria-hidden="true" focusable="false">
      <path d={`M0 0${shape}`} fill={colour} />
    </svg>
  );
}
