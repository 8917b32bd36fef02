import { nameOf } from '../../lib/domain/dashboard/names.ts';
import { type ReportedIncident, type ReportOptions, reasonInShort, reportOf } from '../../lib/domain/health/export/report.ts';
import { duration } from '../../lib/domain/health/export/moments.ts';
import { guaranteeSentence } from '../../lib/domain/health/guarantee.ts';
import { countWords } from '../../lib/domain/words.ts';
import { DAY } from '../../lib/time.ts';
import { ToneIcon } from '../shared/Icon.tsx';
import type { Surroundings } from './actions.ts';
import type { DashboardView } from './Dashboard.tsx';
import { Export } from './Export.tsx';

interface IncidentsProps extends Surroundings {
  readonly view: DashboardView;
  readonly days: number;
}

/** What went wrong in the days shown, newest first, each with its evidence and ready to be handed over. */
export function Incidents({ view, days, ...around }: IncidentsProps) {
  const { now, zone } = around;
  const { choice, pauses } = view.data;
  const incidents = view.data.incidents.filter(({ end }) => end === null || end > now - days * DAY);
  const options: ReportOptions = { now, zone, pauses, nameOf: (id) => nameOf(id, choice) };
  return (
    <section class="block" aria-label="Incidents">
      <div class="block-head">
        <h2>Incidents</h2>
        {/* That nothing was seen in a month is worth handing over, too. */}
        <Export title={`${countWords(incidents.length, 'incident')} of ${days} days`} incidents={incidents.map(({ id }) => id)} days={days} {...around} />
      </div>
      {incidents.length === 0 ? null : <p class="soft zone">Times are those of {zone}.</p>}
      {incidents.length === 0 ? <p class="none">No incident was seen in the last {days} days.</p> : null}
      <ul class="incidents" role="list">
        {incidents.map((incident) => <li key={incident.id}><Row incident={incident} coverage={view.data.coverage.get(incident.id) ?? null} options={options} around={around} /></li>)}
      </ul>
      <p class="soft">{guaranteeSentence()}</p>
    </section>
  );
}

function Row({ incident, coverage, options, around }: ReportedIncident & { readonly options: ReportOptions; readonly around: Surroundings }) {
  const { now, times } = around;
  const { title, facts, head, rows, note } = reportOf({ incident, coverage }, options);
  const reason = reasonInShort(incident);
  const lasted = duration((incident.end ?? Math.max(now, incident.start)) - incident.start);
  return (
    <details class="incident">
      <summary>
        <ToneIcon tone={incident.severity === 'down' ? 'bad' : 'warn'} />
        <span class="incident-title">{title}</span>
        <span class="incident-when"><time dateTime={new Date(incident.start).toISOString()}>{times.short(incident.start, now)}</time> · {incident.end === null ? `${lasted} so far` : lasted}</span>
        {reason === null ? null : <span class="incident-why">{reason}</span>}
      </summary>
      <div class="more-body">
        <dl class="facts">
          {facts.map(([label, value], index) => <div key={index}><dt>{label}</dt><dd>{value}</dd></div>)}
        </dl>
        <div class="wide">
          <table>
            <caption>Evidence: checks as this browser made them</caption>
            <thead><tr>{head.map((cell) => <th key={cell} scope="col">{cell}</th>)}</tr></thead>
            <tbody>{rows.map((row, index) => <tr key={index}>{row.map((cell, column) => <td key={column}>{cell}</td>)}</tr>)}</tbody>
          </table>
        </div>
        <p class="soft">{note}</p>
        <Export title={`${title}, ${times.short(incident.start, now)}`} incidents={[incident.id]} days={null} {...around} />
      </div>
    </details>
  );
}
