import type { DownloadView, StopReason } from '../../lib/domain/clips/download.ts';
import type { SidecarFile } from '../../lib/domain/clips/sidecar.ts';
import { fail, ok, type Result } from '../../lib/result.ts';

/** A browser that writes texts over files of their name, a moment after it was asked; it outlives the worker. */
export class FakeTexts {
  now = 1_000_000;
  readonly disk = new Map<string, string>();
  lines: DownloadView[] = [];
  asked = 0;
  /** What becomes of the nth text; written unless told. */
  fate: (nth: number) => 'written' | 'interrupted' | 'refused' | 'hangs' = () => 'written';
  /** The browser's list shows a new line only so long after it was asked. */
  listsAfter = 0;
  private readonly texts = new Map<number, { file: SidecarFile; fate: string }>();

  start = (file: SidecarFile): Promise<Result<number, StopReason>> => {
    this.asked += 1;
    const fate = this.fate(this.asked);
    if (fate === 'refused') return Promise.resolve(fail('disk-denied', 'refused'));
    const id = this.asked;
    this.texts.set(id, { file, fate });
    this.lines.push({
      id, url: `data:${file.mime},x`, state: 'in_progress', reason: null, startTime: new Date(this.now).toISOString(), endedAt: null, filename: '', bytes: 0, totalBytes: null,
      mime: file.mime, exists: true, paused: false, canResume: false, dangerous: false, ours: true, unclaimed: false,
    });
    return Promise.resolve(ok(id));
  };

  find = (id: number): Promise<DownloadView | null> => Promise.resolve(this.listed().find((line) => line.id === id) ?? null);
  findOurs = (since: number): Promise<DownloadView[]> => Promise.resolve(this.listed().filter((line) => Date.parse(line.startTime) >= since));

  forget = (id: number): Promise<void> => {
    this.lines = this.lines.filter((line) => line.id !== id);
    return Promise.resolve();
  };

  discard = this.forget;

  private listed(): DownloadView[] {
    return this.lines.filter((line) => Date.parse(line.startTime) + this.listsAfter <= this.now);
  }

  advance(ms: number): void {
    this.now += ms;
    this.lines = this.lines.map((line) => {
      const text = this.texts.get(line.id);
      if (line.state !== 'in_progress' || !text || text.fate === 'hangs') return line;
      if (text.fate === 'written') this.disk.set(text.file.name, text.file.text);
      return { ...line, state: text.fate === 'written' ? 'complete' : 'interrupted', filename: `C:\\d\\${text.file.name.replaceAll('/', '\\')}` };
    });
  }
}
