import { readUser, track } from './account.ts';
import { config } from './config.ts';
import { element } from './element.ts';
import type { Result } from './library.ts';
import { rememberModel } from './submitted.ts';

interface SubmitAnswer {
  readonly success?: boolean;
  readonly error?: string;
  readonly message?: string;
  readonly data?: { readonly id: string; readonly generation: Result };
}

/** The prompt box. It really submits; `added` gets the new job, as the answer describes it. */
export function promptBox(added: (result: Result) => void): HTMLElement {
  const input = element('textarea', { name: 'prompt', rows: '2', placeholder: 'Describe your video…', 'aria-label': 'Prompt' });
  const model = choice('model', ['2.5', '2.2', 'Turbo']);
  const resolution = choice('resolution', ['480p', '720p', '1080p']);
  const ratio = choice('ratio', ['16:9', '9:16', '1:1']);
  const button = element('button', { class: 'primary', type: 'submit' }, 'Create');
  const message = element('p', { class: 'message', role: 'status' });
  const form = element('form', { class: 'prompt-box' }, input, element('div', { class: 'row' }, model, resolution, ratio, message, button));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    button.disabled = true;
    void submit({ prompt: input.value, model: model.value, resolution: resolution.value, ratio: ratio.value })
      .then((result) => {
        input.value = '';
        message.textContent = '';
        added(result);
      })
      .catch((error: unknown) => {
        message.textContent = error instanceof Error ? error.message : 'Something went wrong';
      })
      .finally(() => {
        button.disabled = false;
      });
  });
  return form;
}

function choice(name: string, values: readonly string[]): HTMLSelectElement {
  return element('select', { name, 'aria-label': name }, ...values.map((value) => element('option', { value }, value)));
}

interface Asked {
  readonly prompt: string;
  readonly model: string;
  readonly resolution: string;
  readonly ratio: string;
}

async function submit(asked: Asked): Promise<Result> {
  track('generate');
  await readUser();
  const response = await fetch('https://api.pika.art/generate/v2', {
    method: 'POST',
    headers: { authorization: 'Bearer simulated-token' },
    credentials: 'include',
    body: form(asked),
  });
  if (!(response.headers.get('content-type') ?? '').includes('json')) throw new Error('Something went wrong');
  const answer = (await response.json()) as SubmitAnswer;
  if (!answer.success || !answer.data) throw new Error(answer.error ?? answer.message ?? 'Something went wrong');
  rememberModel(answer.data.id, asked.model);
  return answer.data.generation;
}

function form({ prompt, model, resolution, ratio }: Asked): FormData {
  const [width = 16, height = 9] = ratio.split(':').map(Number);
  const options = { aspectRatio: width / height, frameRate: 24, camera: {}, parameters: { guidanceScale: 12, motion: 1, negativePrompt: '' }, extend: false };
  const fields = { resolution, promptText: prompt, duration: '5', model, contentType: 't2v', creditCost: '12', userId: config.userId };
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  data.append('options', JSON.stringify(options));
  return data;
}
