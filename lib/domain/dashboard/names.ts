import { GENERATION, type MonitorId } from '../health/monitor.ts';
import { monitorOf, type ToolChoice, TOOLS } from '../health/tools.ts';

const PIKA: Readonly<Partial<Record<MonitorId, string>>> = {
  'pika-web': 'Site (pika.art)',
  'pika-api': 'API (api.pika.art)',
  'pika-cdn': 'Video server (cdn.pika.art)',
  'pika-login': 'Sign-in (login.pika.art)',
  [GENERATION]: 'Your own generations',
};

/** What a person calls a monitor or all of Pika. A tool that is known no more goes by the id that its history is kept under. */
export function nameOf(id: MonitorId | 'pika', { own }: Pick<ToolChoice, 'own'>): string {
  if (id === 'pika') return 'Pika';
  const tool = [...TOOLS, ...own].find((one) => monitorOf(one.id) === id);
  return PIKA[id] ?? tool?.name ?? id.replace(/^tool:/, '');
}
