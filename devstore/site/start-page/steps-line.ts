import { html, type Html } from '../html';
import type { FirstSteps } from './first-steps';

/** The name of the cookie by which a browser says that it has seen enough of these steps. */
export const STEPS_COOKIE = 'kindred_first_steps';

const steps: [key: 'isTracked' | 'hasAgreed' | 'hasLeft' | 'hasJumped', words: Html][] = [
  ['isTracked', html`In the shop, accept tracking and look around`],
  ['hasAgreed', html`Fill a cart, go to checkout, give an address, tick the box`],
  ['hasLeft', html`Leave`],
  ['hasJumped', html`<button type="button" class="link" data-advance="240">Jump 4 hours</button>`],
];

/** What to do first, with what has happened ticked off. The page's script goes on ticking. */
export function stepsLine(first: FirstSteps): Html {
  const next = steps.find(([key]) => !first[key])?.[0];
  return html`
    <section class="steps ${first.mail && 'is-finished'}" data-steps aria-label="Your first mail">
      <p class="steps-title">Your first mail</p>
      <ol>
        ${steps.map(
          ([key, words]) => html`
            <li data-step="${key}" class="${first[key] && 'is-done'} ${key === next && 'is-next'}">
              <span class="tick" aria-hidden="true"></span>
              <span>${words}</span><span class="visually-hidden" data-done>${first[key] && '(done)'}</span>
            </li>
          `,
        )}
      </ol>
      <p class="steps-mail">Your mail is there. <button type="button" class="link" data-open-mail>Read it</button></p>
      <p class="steps-hint" data-hint role="status">${first.hint}</p>
      <button type="button" class="icon" data-dismiss aria-label="Hide these steps" title="Hide">×</button>
    </section>
  `;
}
