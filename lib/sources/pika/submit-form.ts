/** What a submit asked for, out of the form that the page sent: the listing does not repeat all of it. */
import type { JobRequest, SeenJob } from '../../domain/jobs/job.ts';
import { fillRequest } from '../../domain/jobs/merge.ts';
import { isFields, own, type Fields } from '../fields.ts';
import { readJson } from '../nesting.ts';
import { requestOf } from './request.ts';

/** Field names as the page's multipart forms of all generations have had them; values are strings. */
const FIELDS = ['promptText', 'model', 'resolution', 'duration', 'contentType', 'creditCost'] as const;

/**
 * @param form unknown, as the page may have made it; read are own string values of the fields above, and what stands in
 * `options`, a JSON string
 * @returns what it says; null for each field that it leaves out or has in no form that we know
 */
export function requestOfForm(form: unknown): JobRequest {
  const fields = isFields(form) ? form : {};
  const asked: Record<string, unknown> = { params: { options: parsed(own(fields, 'options')) } };
  for (const name of FIELDS) asked[name] = stringIn(fields, name);
  // A form has the places of a listed job, so it is read as one.
  const request = requestOf(asked, {});
  return { ...request, feature: request.feature ?? effectOf(fields) };
}

/** The same, of the form as JSON text; broken, it says nothing. */
export function requestOfFormText(form: string): JobRequest {
  return requestOfForm(parsed(form));
}

/**
 * The job of a submit's answer, with what its form asked for; what the answer says itself comes first.
 * @param form the form as JSON; '' or broken: the jobs stay as they are, and so they do unless there is exactly one
 */
export function withForm(jobs: readonly SeenJob[], form: string): readonly SeenJob[] {
  const [job] = jobs;
  const asked = parsed(form);
  if (job === undefined || jobs.length > 1 || !isFields(asked)) return jobs;
  return [{ ...job, request: fillRequest(job.request, requestOfForm(asked)) }];
}

/** Forms of model 1.5 name no content type: they have an effect, or '' for none. */
function effectOf(fields: Fields): string | null {
  const effect = stringIn(fields, 'pikaffect');
  return effect === undefined || effect.trim() === '' ? null : 'pikaffects';
}

function stringIn(fields: Fields, name: string): string | undefined {
  const value = own(fields, name);
  return typeof value === 'string' ? value : undefined;
}

function parsed(source: unknown): unknown {
  const reading = typeof source === 'string' ? readJson(source) : null;
  return reading?.kind === 'value' ? reading.value : null;
}
