/** As much of an index as reading backwards takes. */
interface Backwards<Row> {
  openCursor(range: null, direction: 'prev'): Promise<{ readonly value: Row; continue(): Promise<unknown> } | null>;
}

/** What Chromium has since version 141 and the types do not: rows in one answer, backwards too. */
interface AllRecords<Row> {
  getAllRecords?(options: { readonly direction: 'prev'; readonly count: number }): Promise<readonly { readonly value: Row }[]>;
}

/**
 * The last rows of an index, the very last first: in one question where the browser can, else by a cursor, which comes back for
 * nearly every row.
 */
export async function lastOf<Row>(index: Backwards<Row> & AllRecords<Row>, limit: number): Promise<Row[]> {
  if (index.getAllRecords !== undefined) return (await index.getAllRecords({ direction: 'prev', count: limit })).map(({ value }) => value);
  const rows: Row[] = [];
  let cursor = await index.openCursor(null, 'prev');
  while (cursor && rows.length < limit) {
    rows.push(cursor.value);
    if (rows.length === limit) break;
    cursor = (await cursor.continue()) as typeof cursor; // a step of a cursor answers with the cursor, or null
  }
  return rows;
}
