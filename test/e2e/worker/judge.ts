import { openCourse } from '../../../runtime/course/course';
import { Judge } from '../../../runtime/judge/judge';
import type { LearnerEnd, LearnerHandle } from '../../../runtime/judge/learnerPool';
import { parseFromLearner } from '../../../runtime/protocol/parseLearner';
import { render } from '../../../runtime/words/render';
import { evaluate } from './evaluate';

/** What the page asks, and what it hears. */
export interface Question {
  exercise: string;
  text: string;
}
export interface Answer {
  outcome: string;
  reason: string | null;
  headline: string;
  gradients: { tensor: string; pass: boolean }[];
}

/** A learner in a worker of its own, behind the same interface as one in a process. */
async function startLearner(): Promise<LearnerHandle> {
  const worker = new Worker('/learner.js');
  let ended: (end: LearnerEnd) => void = () => {};
  const end = (): void => {
    worker.terminate();
    ended({ kind: 'closed' });
  };
  return {
    pid: 0,
    ended: new Promise((resolve) => (ended = resolve)),
    peakMemoryBytes: () => 0,
    end,
    channel: {
      post: (message) => worker.postMessage(message, []),
      onMessage: (listener) => worker.addEventListener('message', ({ data }) => listener(parseFromLearner(data))),
      onClose: (listener) => worker.addEventListener('error', () => listener({ kind: 'closed' })),
      close: end,
    },
  };
}

/** A promise, for whoever awaits before listening misses what is asked meanwhile. */
const opened = openCourse(async (file) => (await fetch(`/course/${file}`)).text());

addEventListener('message', async ({ data }: MessageEvent<Question>) => {
  const { exercise, text } = data;
  const course = await opened;
  const datasets = (name: string) => Promise.reject(new Error(`no data set ${name} here`));
  const judge = new Judge({ course, learners: { take: startLearner }, evaluate, datasets });
  const request = { exercise, text, file: `${exercise}.ts`, seed: 1, engine: 'cpu', uses: [], mode: 'check' } as const;
  const verdict = await judge.check({ ...request, uses: [] }, () => {}, new AbortController().signal);
  const { messages } = await course.lesson(exercise);
  const { outcome, reason, headline } = render(verdict, 'en', messages.en, course.find(exercise)!);
  const gradients = verdict.gradients.map(({ tensor, pass }) => ({ tensor, pass }));
  postMessage({ outcome, reason, headline, gradients } satisfies Answer);
});
