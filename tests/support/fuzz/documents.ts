/** Good answers that the hunt starts from: every field that the services are known to send. */
const ID = '0f8fad5b-d9cb-469f-a165-70867728950e';
const DISCORD = 'https://cdn.discordapp.com/attachments/110/120/smiling_seed8127364512.mp4?ex=65a1b2c3&is=658f3dc3&hm=0a1b2c3d&';

const USEAPI_WHOLE = {
  jobid: ID,
  parentJobId: '20230909T020000-user:1234-pika',
  verb: 'pika-animate',
  status: 'completed',
  created: '2023-09-09T02:04:49.667Z',
  updated: '2023-09-09T02:19:20.256Z',
  prompt: 'smiling and blinking -ar 4:5 -neg "blurry, dark" -seed 42',
  message: { size: 12, type: 'image/png' },
  image: { size: 1_628_384, type: 'image/png' },
  button: 'retry',
  buttons: ['retry'],
  discord: 'ABC…secured…xyz',
  channel: '1100000000000000001',
  maxJobs: 10,
  messageId: '1200000000000000001',
  content: '<@900000000000000001> Prompt: smiling and blinking --size 100 (42%) Author: <@900000000000000001>',
  timestamp: '2023-09-09T02:05:24.991000+00:00',
  attachments: [{ id: '13', content_type: 'video/mp4', filename: 'smiling_seed8127364512.mp4', url: DISCORD, proxy_url: DISCORD.replace('cdn.discordapp.com', 'media.discordapp.net'), size: 7_204_115, width: 768, height: 960 }],
  embeds: [{ type: 'rich', description: 'Made with Pika', image: { url: 'https://cdn.discordapp.com/x.png', proxy_url: 'https://media.discordapp.net/x.png', width: 10, height: 20 } }],
  error: 'Job failed',
  errorDetails: 'Bot is offline',
  code: 200,
};

export const USEAPI_JOBS: readonly string[] = [
  USEAPI_WHOLE,
  { ...USEAPI_WHOLE, status: 'progress', attachments: [] },
  { jobid: ID, status: 'created' },
  { error: 'Unable to locate job x', code: 404 },
  { error: 'Too many requests', executingJobs: [{ jobid: 'x' }], code: 429 },
].map((one) => JSON.stringify(one));

const ROOT = `https://queue.fal.run/fal-ai/pika/requests/${ID}`;
const FAL_WHOLE = {
  status: 'IN_PROGRESS',
  request_id: ID,
  response_url: ROOT,
  status_url: `${ROOT}/status`,
  cancel_url: `${ROOT}/cancel`,
  queue_position: 4,
  logs: [
    { timestamp: '2026-11-21T11:58:00.123456Z', level: 'INFO', message: 'Loading' },
    { timestamp: '2026-11-21T11:59:00Z', level: 'INFO', message: 'Step 40 of 100' },
  ],
  metrics: { inference_time: 41.5 },
};

const FAL_REFUSALS = [{ detail: [{ loc: ['body', 'prompt'], msg: 'Flagged by a content checker.', type: 'content_policy_violation', ctx: {}, input: {} }] }, { detail: 'Request timed out', error_type: 'request_timeout' }, { detail: 'Not found' }];

export const FAL_STATUSES: readonly string[] = [FAL_WHOLE, { ...FAL_WHOLE, status: 'IN_QUEUE', logs: null }, { ...FAL_WHOLE, status: 'COMPLETED' }, { ...FAL_WHOLE, status: 'COMPLETED', error: 'Timed out', error_type: 'request_timeout' }, ...FAL_REFUSALS].map((one) => JSON.stringify(one));

export const FAL_RESULTS: readonly string[] = [
  { video: { url: 'https://v3.fal.media/files/penguin/a1b2c3_output.mp4', content_type: 'video/mp4', file_name: 'output.mp4', file_size: 7_204_115 }, seed: 42, prompt: 'a cat' },
  { videos: [{ url: 'https://fal.media/files/a/b.mp4', duration: 5 }, { url: 'https://fal.media/files/a/c.mp4' }] },
  ...FAL_REFUSALS,
].map((one) => JSON.stringify(one));

const VIDEO = { id: ID, status: 'finished', progress: 100, url: 'https://cdn.pika.art/results/pika2p5_final/0123456789abcdef0123456789abcdef.mp4', duration: 5, promptText: 'a cat', seed: 42 };

export const PIKA_VIDEOS: readonly string[] = [VIDEO, { id: ID, status: 'started', progress: 40 }, { ...VIDEO, status: 'failed', error: { code: 'content_moderation', message: 'prompt not allowed' } }, { message: 'Your API key has reached its generate limit' }, { detail: [{ loc: ['path', 'video_id'], msg: 'value is not a valid uuid', type: 'type_error.uuid' }] }].map((one) => JSON.stringify(one));
