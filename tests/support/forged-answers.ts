/** Answers that no product may act on, as texts in the form of the library's: what they hold is forbidden, absurd or too much. */

const CLIP = '0b54d0c4-0000-4000-8000-0000000000aa';

/** Addresses outside the rules. */
export const FORBIDDEN_URLS: readonly string[] = [
  'javascript:alert(1)//cdn.pika.art/v1/x/y.mp4',
  `http://cdn.pika.art/v1/${CLIP}/plain_seed1.mp4`,
  `https://evil.example/v1/${CLIP}/foreign_seed1.mp4`,
  `https://cdn.pika.art.evil.example/v1/${CLIP}/suffix_seed1.mp4`,
  `https://cdn.pika.art@evil.example/v1/${CLIP}/user_seed1.mp4`,
  `https://evil.example#@cdn.pika.art/v1/${CLIP}/hash_seed1.mp4`,
  `https://evilpika.art/v1/${CLIP}/prefix_seed1.mp4`,
  `https://cdn.pika.art:8443/v1/${CLIP}/port_seed1.mp4`,
  `https://cdn.pika.art/v1/${CLIP}/../../assets/pikaffects/melt/preview.mp4`,
  `https://cdn.pika.art/v1/${CLIP}/..%2f..%2fassets/up_seed1.mp4`,
  'https://cdn.pika.art/v1/%2e%2e/%2e%2e/assets/x.mp4',
  `https://cdn.pika.art/v1/${CLIP}/..\\..\\x_seed1.mp4`,
  'https://cdn.pika.art/assets/pikaffects/melt/preview.mp4',
  'https://cdn.pika.art/pika/2.5/launch/hero.mp4',
  'https://cdn.pika.art/v2/files/agent/7d5a1c1e-52d8-4c8e-9d0b-5b2f0f6f3a11/x.mp4',
  `https://cdn.pika.art/v1/${CLIP}/program_seed1.exe`,
  `https://cdn.pika.art/v1/${CLIP}/page_seed1.mp4.html`,
  `//cdn.pika.art/v1/${CLIP}/relative_seed1.mp4`,
  `https:/cdn.pika.art/v1/${CLIP}/slash_seed1.mp4`,
  'data:video/mp4;base64,AAAA',
  'blob:https://pika.art/0b54d0c4-0000-4000-8000-000000000006',
  'file:///etc/passwd',
  'chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/x.mp4',
];

function job(id: string, url: string): object {
  return { id, promptText: '../../..\\CON:\u202Egpj.exe', params: {}, videos: [{ id, status: 'finished', progress: 100, resultUrl: url, videoPoster: url, duration: 5 }] };
}

const answer = (results: string): string => `0:{"a":"$@1","f":"","b":"x"}\n1:{"success":true,"data":{"results":${results}}}\n`;

/** One text for each forbidden address, and shapes that are meant to break a reader. */
export function forgedAnswers(): string[] {
  const forbidden = FORBIDDEN_URLS.map((url, number) => answer(JSON.stringify([job(`0b54d0c4-0000-4000-8000-${String(number).padStart(12, '0')}`, url)])));
  const deep = '['.repeat(50_000) + ']'.repeat(50_000);
  return [
    ...forbidden,
    answer(`[{"id":"x","__proto__":{"polluted":true},"videos":[{"status":"finished","__proto__":{"resultUrl":"${FORBIDDEN_URLS[2]}"}}]}]`),
    answer('[{"constructor":{"prototype":{"polluted":true}},"id":"__proto__","videos":{"length":1e9}}]'),
    answer(deep),
    answer(`[${'{"videos":['.repeat(20_000)}${']}'.repeat(20_000)}]`),
    answer('"$1:data:results"'),
    answer('[{"id":"$1","promptText":"$1:data","videos":"$1:data:results"}]'),
    '2:Tffffffff,short\n1:{"success":true,"data":{"results":"$2"}}\n',
    answer(`[${Array.from({ length: 20_000 }, () => '{"id":1,"videos":[]}').join(',')}]`),
    answer('[{"id":"x","videos":[{"resultUrl":{"toString":"x"},"status":["finished"],"progress":1e999}]}]'),
    '\u0000\uFFFF\uD800',
  ];
}

/** Answers of 50 jobs each, at addresses that look right and lead nowhere. */
export function floodAnswers(jobs: number): string[] {
  return Array.from({ length: Math.ceil(jobs / 50) }, (_, page) => {
    const results = Array.from({ length: 50 }, (__, place) => {
      const id = `0b54d0c4-0000-4000-9000-${String(page * 50 + place).padStart(12, '0')}`;
      return job(id, `https://cdn.pika.art/v1/${id}/flood_seed${place}.mp4`);
    });
    return answer(JSON.stringify(results));
  });
}

/** A job as the page's script would report it, at an address that looks right and leads nowhere. */
export function sightingOf(id: string): object {
  const video = { videoId: null, url: `https://cdn.pika.art/v1/${id}/late_seed1.mp4`, posterUrl: null, durationSeconds: null };
  return { jobId: id, state: 'finished', rawStatus: 'finished', progress: 100, error: null, request: {}, variant: {}, videos: [video] };
}
