import type { OwnWorkView, PartRow } from '../../lib/domain/dashboard/own-work.ts';
import { ToneIcon } from '../shared/Icon.tsx';
import type { Surroundings } from './actions.ts';

/** What the user's own videos say about Pika: models and features, videos that stand still, and facts for a complaint. */
export function OwnWork({ view, ...around }: { readonly view: OwnWorkView } & Surroundings) {
  const { models, features, stuck, facts } = view;
  const { times, now } = around;
  return (
    <>
      <p>{view.sentence}</p>
      {stuck.length === 0 ? null : <ul class="stuck" role="list" aria-label="Videos that stand still">{stuck.map(({ key, what }) => <li key={key}><ToneIcon tone="warn" /> {what}</li>)}</ul>}
      {models.length + features.length === 0 ? null : (
        <details class="more">
          <summary><span>Models and features</span><span class="soft">{`as of ${times.short(view.judgedAt, now)}`}</span></summary>
          <div class="more-body">
            <Models rows={models} />
            {features.length === 0 ? null : <Features rows={features} />}
          </div>
        </details>
      )}
      {facts.length === 0 ? null : (
        <details class="more">
          <summary><span>Noted for a complaint</span><span class="soft">{facts.length === 1 ? '1 fact' : `${facts.length} facts`}</span></summary>
          <ul class="noted" role="list">{facts.map(({ key, at, what }) => <li key={key}><time class="soft" dateTime={new Date(at).toISOString()}>{times.full(at)}</time> {what}</li>)}</ul>
        </details>
      )}
    </>
  );
}

function Models({ rows }: { readonly rows: readonly PartRow[] }) {
  return (
    <div class="wide">
      <table>
        <caption>Your waits by model</caption>
        <thead><tr><th scope="col">Model</th><th scope="col">State</th><th scope="col">Made</th><th scope="col">Wait now</th><th scope="col">Usually</th><th scope="col">Known from</th><th scope="col">Until it begins</th></tr></thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}><Head row={row} /><td>{row.wait ?? '–'}</td><td>{row.usual ?? '–'}</td><td>{row.basis ?? '–'}</td><td>{row.start ?? '–'}</td></tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Features({ rows }: { readonly rows: readonly PartRow[] }) {
  return (
    <div class="wide">
      <table>
        <caption>The same by feature</caption>
        <thead><tr><th scope="col">Feature</th><th scope="col">State</th><th scope="col">Made</th><th scope="col">Wait now</th></tr></thead>
        <tbody>{rows.map((row) => <tr key={row.key}><Head row={row} /><td>{row.wait ?? '–'}</td></tr>)}</tbody>
      </table>
    </div>
  );
}

function Head({ row }: { readonly row: PartRow }) {
  return (
    <>
      <th scope="row">{row.name}</th>
      <td class={`tone-${row.tone}`}>{row.word}</td>
      <td>{row.made ?? '–'}</td>
    </>
  );
}
