/** Status pages of other tools: who speaks which dialect, and what each says now. */

export type SimDialect = 'statuspage' | 'incident-io' | 'better-stack' | 'instatus' | 'google' | 'adobe' | 'apistatuscheck' | 'page';

/** What a vendor says, and the ways in which a page can fail to say anything. */
export type SimToolState =
  | 'up'
  | 'degraded'
  | 'down'
  | 'maintenance'
  | 'spa' // 200 and a web page, whatever was asked
  | 'forbidden' // 403
  | 'missing' // 404
  | 'broken' // 500
  | 'cut' // the document ends in the middle
  | 'other-page' // a good document of somebody else's page
  | 'challenge'; // 403 with the edge's bot check

export const STATUS_HOSTS: Readonly<Record<string, SimDialect>> = {
  'status.runwayml.com': 'statuspage',
  'status.minimax.io': 'statuspage',
  'status.stability.ai': 'statuspage',
  'status.heygen.com': 'statuspage',
  'status.elevenlabs.io': 'statuspage',
  'discordstatus.com': 'statuspage',
  'www.cloudflarestatus.com': 'statuspage',
  'www.vercel-status.com': 'statuspage',
  'status.supabase.com': 'statuspage',
  'status.openai.com': 'incident-io',
  'status.lumalabs.ai': 'better-stack',
  'status.fal.ai': 'instatus',
  'status.cloud.google.com': 'google',
  'data.status.adobe.com': 'adobe',
  'apistatuscheck.com': 'apistatuscheck',
  'klingai.com': 'page',
  'www.midjourney.com': 'page',
  'www.capcut.com': 'page',
  'www.topazlabs.com': 'page',
};

export class StatusPages {
  readonly #states = new Map<string, SimToolState>();
  readonly #hosts = new Map<string, SimDialect>(Object.entries(STATUS_HOSTS));

  /** Adds a host that the catalogue does not know, as a user would. */
  add(host: string, dialect: SimDialect): void {
    this.#hosts.set(host, dialect);
  }

  set(host: string, state: SimToolState): void {
    if (!this.#hosts.has(host)) throw new Error(`no status page at ${host}`);
    this.#states.set(host, state);
  }

  dialectOf(host: string): SimDialect | null {
    return this.#hosts.get(host) ?? null;
  }

  stateOf(host: string): SimToolState {
    return this.#states.get(host) ?? 'up';
  }
}
