/** Of several reports of one thing in a batch the newest, the last of equals: in one statement a row can be written only once. */
export function newestReports<T extends { id: string; updatedAt: Date }>(reports: T[]): T[] {
  const newest = new Map<string, T>();
  for (const report of reports) {
    const known = newest.get(report.id);
    if (!known || known.updatedAt <= report.updatedAt) newest.set(report.id, report);
  }
  return [...newest.values()];
}
