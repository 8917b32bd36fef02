import { ByteReader, ByteWriter } from './bytes.ts';
import { BINS, type LatencyBins, noLatencies } from './latency-bins.ts';

const UTF8 = new TextDecoder();

/**
 * Latencies of a day's good checks, packed: of all of them, then of each edge that served them. A day is only ever
 * added to a sum, so that hundreds of days become one view without being taken apart first.
 */
export type DayLatencies = Uint8Array;

/** Of the checks that one edge served. */
export interface EdgeBins {
  readonly edge: string;
  /** The edge as days have it: comparing bytes spares a text for each day. */
  readonly name: Uint8Array;
  readonly bins: LatencyBins;
}

/** Days added up. */
export interface LatencySums {
  /** Of all checks, also those without an edge. */
  readonly total: LatencyBins;
  readonly edges: EdgeBins[];
}

export function noSums(): LatencySums {
  return { total: noLatencies(), edges: [] };
}

export function packLatencies(total: LatencyBins, edges: ReadonlyMap<string, LatencyBins>): DayLatencies {
  const writer = new ByteWriter();
  writeBins(writer, total);
  writer.count(edges.size);
  for (const [edge, bins] of edges) {
    writer.text(edge);
    writeBins(writer, bins);
  }
  return writer.done();
}

/** Adds a day to sums; of damaged bytes, what comes before the damage. */
export function addLatencies(sums: LatencySums, day: DayLatencies): void {
  const reader = new ByteReader(day);
  addBins(sums.total, reader);
  for (let left = reader.count(); left > 0 && !reader.damaged; left -= 1) addBins(edgeIn(sums, reader), reader);
}

/** The sum of the edge that is named next. There are a handful, mostly met in the same order. */
function edgeIn({ edges }: LatencySums, reader: ByteReader): LatencyBins {
  const length = reader.count();
  for (const { name, bins } of edges) if (name.length === length && reader.takes(name)) return bins;
  const name = reader.raw(length);
  const bins = noLatencies();
  edges.push({ edge: UTF8.decode(name), name, bins });
  return bins;
}

/** How many bins are not empty, then the distance from the last one and the count of each. */
function writeBins(writer: ByteWriter, bins: LatencyBins): void {
  const filled = [...bins.keys()].filter((bin) => (bins[bin] ?? 0) > 0);
  writer.count(filled.length);
  let last = 0;
  for (const bin of filled) {
    writer.count(bin - last);
    writer.count(bins[bin] ?? 0);
    last = bin;
  }
}

function addBins(sum: LatencyBins, reader: ByteReader): void {
  let bin = 0;
  for (let left = reader.count(); left > 0 && !reader.damaged; left -= 1) {
    bin += reader.count();
    const count = reader.count();
    if (bin < BINS) sum[bin] = (sum[bin] ?? 0) + count;
  }
}
