import { MAX_SAMPLES } from '../domain/health/latency.ts';
import {
  CHECK_FAILURES,
  type CheckFailure,
  isMonitorId,
  type LatencyHistory,
  type MonitorState,
  STATUSES,
} from '../domain/health/monitor.ts';
import { CONNECTIONS, type Watch } from '../domain/health/watch.ts';
import { isMoment, isRow, momentOrNull } from './row-values.ts';

/**
 * A stored row as a monitor's state; null when it is damaged or from another version. Then the monitor starts anew
 * as `unknown`, which costs one check and claims nothing false.
 */
export function parseMonitorState(value: unknown): MonitorState | null {
  if (!isRow(value)) return null;
  const { monitor } = value;
  const status = STATUSES.find((word) => word === value['status']);
  const latency = parseLatency(value['latency']);
  const { since, nextCheckAt, failuresInARow, goodInARow, blockedInARow, slowInARow, briskInARow } = value;
  if (!isMonitorId(monitor) || status === undefined || latency === null || !isMoment(since) || !isMoment(nextCheckAt)) return null;
  if (!isCount(failuresInARow) || !isCount(goodInARow) || !isCount(blockedInARow) || !isCount(slowInARow) || !isCount(briskInARow)) return null;
  return {
    monitor,
    status,
    since,
    latency,
    nextCheckAt,
    failuresInARow,
    goodInARow,
    blockedInARow,
    slowInARow,
    briskInARow,
    lastCheckAt: momentOrNull(value['lastCheckAt']),
    lastOkAt: momentOrNull(value['lastOkAt']),
    failingSince: momentOrNull(value['failingSince']),
    goodSince: momentOrNull(value['goodSince']),
    blockedSince: momentOrNull(value['blockedSince']),
    slowSince: momentOrNull(value['slowSince']),
    outageSince: momentOrNull(value['outageSince']),
    heldUntil: momentOrNull(value['heldUntil']),
    latencyMs: momentOrNull(value['latencyMs']),
    lastFailure: parseFailure(value['lastFailure']),
    lastBlock: parseFailure(value['lastBlock']),
  };
}

/** A stored value as the facts of the watching; null when it is damaged: then the next tick is a first one. */
export function parseWatch(value: unknown): Watch | null {
  if (!isRow(value)) return null;
  const connection = CONNECTIONS.find((word) => word === value['connection']);
  const { lastTickAt, connectionSince } = value;
  if (connection === undefined || !isMoment(lastTickAt) || !isMoment(connectionSince)) return null;
  return { lastTickAt, graceFrom: momentOrNull(value['graceFrom']), connection, connectionSince };
}

function parseLatency(value: unknown): LatencyHistory | null {
  if (!isRow(value) || !Array.isArray(value['samples'])) return null;
  const samples: unknown[] = value['samples'].slice(-MAX_SAMPLES);
  return { samples: samples.filter(isMoment), sampledAt: momentOrNull(value['sampledAt']) };
}

function parseFailure(value: unknown): CheckFailure | null {
  if (!isRow(value)) return null;
  const kind = CHECK_FAILURES.find((word) => word === value['kind']);
  return kind === undefined ? null : { kind, httpStatus: momentOrNull(value['httpStatus']) };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && isMoment(value);
}
