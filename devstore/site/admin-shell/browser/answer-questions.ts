import type { Question } from '../protocol';
import type { AppFrame } from './app-frame';
import { pickResources } from './picker/pick-resources';
import type { ShellSaveBar } from './save-bar';

/** Answers what the app's frame asks, from the dev store's server or by asking the person. */
export function answerQuestions(frame: AppFrame, saveBar: ShellSaveBar): void {
  frame.listen((message) => {
    if (message.kind !== 'question') return;
    const { id, question } = message;
    answer(question, saveBar).then(
      (answered) => frame.send({ kind: 'answer', id, answered }),
      (error: unknown) => frame.send({ kind: 'refusal', id, why: String(error) }),
    );
  });
}

function answer(question: Question, saveBar: ShellSaveBar): Promise<unknown> {
  switch (question.name) {
    case 'id-token':
    case 'user':
    case 'scopes':
    case 'extensions':
      return askServer(question.name);
    case 'pick':
      return pickResources(question.asked);
    case 'leave':
      return saveBar.mayLeave();
  }
}

async function askServer(name: string): Promise<unknown> {
  const response = await fetch(`/admin/-/${name}`);
  if (!response.ok) throw new Error(`the dev store did not answer ${name}: HTTP ${response.status}`);
  return response.json();
}
