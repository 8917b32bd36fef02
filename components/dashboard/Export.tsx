import { useState } from 'preact/hooks';
import { EXPORT_FORMATS, type ExportFormat } from '../../lib/domain/health/export/export-incidents.ts';
import type { Surroundings } from './actions.ts';
import { Press } from './Press.tsx';

const FORMATS: Readonly<Record<ExportFormat, string>> = { text: 'Text', markdown: 'Markdown', json: 'JSON' };

interface ExportProps extends Surroundings {
  /** What is exported, to tell these buttons from others'. */
  readonly title: string;
  readonly incidents: readonly string[];
  readonly days: number | null;
}

/** Hands incidents over, in the form that the receiver wants. */
export function Export({ title, incidents, days, ...around }: ExportProps) {
  const [format, setFormat] = useState<ExportFormat>('text');
  const choose = (value: string) => setFormat(EXPORT_FORMATS.find((one) => one === value) ?? 'text');
  return (
    <div class="export" role="group" aria-label={`Export ${title}`}>
      <select class="input" aria-label="Format" value={format} onChange={(event) => choose(event.currentTarget.value)}>
        {EXPORT_FORMATS.map((one) => <option key={one} value={one}>{FORMATS[one]}</option>)}
      </select>
      <Press action={{ kind: 'copy', incidents, days, format }} label={`Copy ${title}`} {...around}>Copy</Press>
      <Press action={{ kind: 'download', incidents, days, format }} label={`Download ${title}`} {...around}>Download</Press>
    </div>
  );
}
