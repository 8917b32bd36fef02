interface ProgressBarProps {
  /** 0–1; null when it is not known how far it is. */
  readonly fraction: number | null;
  /** What is progressing, for who cannot see the bar. */
  readonly label: string;
  readonly tone?: 'busy' | 'good' | 'warn';
  readonly size?: 'thin' | 'wide';
}

export function ProgressBar({ fraction, label, tone = 'busy', size = 'thin' }: ProgressBarProps) {
  const percent = fraction === null ? null : Math.floor(Math.min(1, Math.max(0, fraction)) * 100);
  const known = percent === null ? {} : { 'aria-valuenow': percent };
  return (
    <div class={`progress progress-${size} tone-${tone}`} role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={100} {...known}>
      <div class={percent === null ? 'progress-fill progress-unknown' : 'progress-fill'} style={percent === null ? {} : { inlineSize: `${percent}%` }} />
    </div>
  );
}
