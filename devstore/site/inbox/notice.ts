import { html, type Html } from '../html';

/** What has just been done, or why it could not be. */
export function notice({ done, problem }: { done: string; problem?: string | undefined }): Html | null {
  if (problem) return html`<p class="notice bad" role="alert">${problem}</p>`;
  return done ? html`<p class="notice" role="status">${done}</p>` : null;
}
