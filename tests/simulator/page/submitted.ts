/** Models of the jobs that this page has submitted: no listing repeats them. */
const models = new Map<string, string>();

export function rememberModel(id: string, model: string): void {
  models.set(id, model);
}

/** The model that a job was submitted with, if this page did it. */
export function modelOf(id: string): string | null {
  return models.get(id) ?? null;
}
