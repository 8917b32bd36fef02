import { type IncidentReason, LONGEST_REASON } from './incident.ts';
import type { MonitorId } from './monitor.ts';
import type { ToolAnswer, ToolReading } from './tool-reading.ts';

/**
 * What a vendor's own page says is wrong, as a reason for its incident. Null where it says that all is well, and of a page
 * that we probe: there each check tells by itself.
 */
export function reasonOf(monitor: MonitorId, { at, direct, reading }: ToolAnswer): IncidentReason | null {
  if (direct || (reading.status !== 'degraded' && reading.status !== 'down')) return null;
  return { monitor, at, text: (reading.note ?? partsOf(reading)).slice(0, LONGEST_REASON) };
}

/** Pages that publish no words still name the parts that are in trouble. */
function partsOf({ components }: ToolReading): string {
  const parts = components.filter(({ status }) => status === 'degraded' || status === 'down').map(({ name }) => name);
  return parts.length === 0 ? 'Trouble, without details' : `Trouble with ${parts.join(', ')}`;
}
